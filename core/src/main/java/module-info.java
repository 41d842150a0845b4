/**
 * LingMQ's core: the public API, the seams that plug-ins implement, and the engine behind them.
 *
 * <p>Programs use {@code org.lingmq}; plug-ins implement {@code org.lingmq.spi}. Everything else is private.
 */
module org.lingmq {
    exports org.lingmq;
    exports org.lingmq.spi;

    uses org.lingmq.spi.Engine;

    provides org.lingmq.spi.Engine with
            org.lingmq.engine.LingEngine;
}
