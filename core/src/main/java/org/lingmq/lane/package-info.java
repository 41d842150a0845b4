/**
 * Lanes: one-way chains of byte chunks that carry frames in ZMTP 3 wire form between exactly two parties.
 *
 * <p>A {@link org.lingmq.lane.Lane} holds the few words the two parties share. Each party owns one end: the producer
 * writes through a {@link org.lingmq.lane.LaneWriter} (an application) or a {@link org.lingmq.lane.LaneIntake} (bytes
 * from a channel); the consumer reads through a {@link org.lingmq.lane.LaneReader} (an application) or a
 * {@link org.lingmq.lane.LaneOutlet} (bytes to a channel).
 *
 * <p>Positions are counts of bytes since the lane was made. A chunk covers the positions from its base to base plus
 * limit, and {@code chunk.base + chunk.limit == chunk.next.base}. A frame header never straddles two chunks; a body
 * may.
 */
package org.lingmq.lane;
