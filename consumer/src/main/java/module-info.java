/** A program that names what it needs. */
module consumer {
    requires org.lingmq;
}
