/** Races between the two ends of a lane; in this package because they reach what a lane keeps to itself. */
package org.lingmq.lane;
