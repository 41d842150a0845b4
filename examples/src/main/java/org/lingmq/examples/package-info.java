/**
 * The programs of the tutorials, one small file each. The same programs in Python stand beside them, and tests run
 * every pairing of the two.
 */
package org.lingmq.examples;
