package org.lingmq;

/**
 * A socket that still held unsent messages when its context's time to close was up; they are lost.
 *
 * @param socket the socket's name
 * @param type the socket's pattern
 * @param messages how many whole messages had not left this process, at least 1
 */
public record HeldMessages(String socket, SocketType type, long messages) {}
