/**
 * What tests of LingMQ itself, of its plug-ins and of programs built on it share: a clock that is moved by hand, a peer
 * that replays and records frames, and suites that every transport and every pattern runs.
 */
package org.lingmq.testkit;
