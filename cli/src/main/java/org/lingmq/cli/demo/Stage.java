package org.lingmq.cli.demo;

/**
 * What every part of one demo run shares.
 *
 * @param screen where it prints
 * @param children the processes it starts
 * @param python whether Python programs can take part
 * @param text the text to work on
 * @param workers how many processes count words
 * @param killWorker whether one of them is killed in the middle
 */
record Stage(Screen screen, Children children, Python python, Text text, int workers, boolean killWorker) {}
