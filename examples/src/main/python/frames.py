"""Messages for a person to read, and random printable ids; LingMQ has both built in."""

import random


def dump(message):
    """Prints 40 dashes, then each frame: its length, and text or hex digits."""
    print("-" * 40)
    for frame in message:
        is_text = all(32 <= byte <= 127 for byte in frame)
        print(f"[{len(frame):03d}] {frame.decode() if is_text else frame.hex().upper()}")


def random_id():
    return f"{random.randrange(0x10000):04x}-{random.randrange(0x10000):04x}"
