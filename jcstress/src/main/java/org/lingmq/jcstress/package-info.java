/**
 * Stress tests of the classes that hold shared state. A test of a package-private class stands in the package of that
 * class; the harness finds all of them by their annotation.
 */
package org.lingmq.jcstress;
