"""Figures as text."""

from statistics import median

FIGURES = {
    "requests_per_second": ("requests/s", "{:,.0f}"),
    "p99_ms": ("p99, ms", "{:.2f}"),
    "cpu_us_per_request": ("CPU, us/request", "{:.1f}"),
}


def middle(rounds, figure):
    return median(one[figure] for one in rounds)


def ratio(rounds, others, figure):
    """The median of the rounds' ratios."""
    return median(one[figure] / other[figure] if other[figure] else float("inf") for one, other in zip(rounds, others))


def values(rounds, figure):
    """The median, and all that it is of."""
    form = FIGURES[figure][1]
    return f"{form.format(middle(rounds, figure))} ({' '.join(form.format(one[figure]) for one in rounds)})"


def errors(rounds):
    """All that went wrong, added up."""
    total = {}
    for one in rounds:
        for kind, count in one["errors"].items():
            total[kind] = total.get(kind, 0) + count
    return ", ".join(f"{count} {kind}" for kind, count in total.items())


def table(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "|" + "|".join(["---"] + ["---:"] * (len(heads) - 1)) + "|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def heading(facts):
    machine = facts["machine"]
    parts = [f"{machine['cores']} cores ({machine['processor']}), Linux {machine['kernel']}"]
    parts += [version for one in facts["versions"].values() for version in one.values()]
    what = (f"{facts['rounds']} rounds of {facts['seconds']} s over {facts['connections']} connections; medians, in "
            "brackets all values; a ratio is the median of the rounds' ratios.")
    return "; ".join(dict.fromkeys(parts)) + ".\n\n" + what + "\n"


def files(facts):
    """The report of the first mode."""
    text = heading(facts)
    peers = [name for name in ("nginx", "python", "jwebserver") if name in facts["versions"]]
    for file, servers in facts["files"].items():
        rows = [
            [name] + [values(one["rounds"], figure) for figure in FIGURES]
            + [f"{one['peak_mebibytes']:,.0f}", errors(one["rounds"]) or "none"]
            for name, one in servers.items()]
        text += f"\n## {file}\n\n"
        text += table(["Server"] + [name for name, _ in FIGURES.values()] + ["peak RSS, MiB", "errors"], rows)
        rows = [
            [f"{name} to {peer}"]
            + [f"{ratio(servers[name]['rounds'], servers[peer]['rounds'], figure):.2f}" for figure in FIGURES]
            for name in servers if name.startswith("ours") for peer in peers]
        if rows:
            text += "\n" + table(["Ratio"] + [name for name, _ in FIGURES.values()], rows)
    return text


def stalled(facts):
    """The report of the second mode."""
    text = heading(facts) + f"\n## {facts['stalled']:,} stalled connections\n\n"
    rows = []
    for name, one in facts["servers"].items():
        without, beside = one["without"], one["with"]
        last = [closed["last"] for closed in one["closed"] if closed["last"] is not None]
        left = max(closed["open"] for closed in one["closed"])
        rows.append([
            name,
            values(without, "p99_ms"),
            values(beside, "p99_ms"),
            f"{ratio(beside, without, 'p99_ms'):.2f}",
            f"{ratio(beside, without, 'requests_per_second'):.2f}",
            f"{left:,} were still open" if left else " ".join(f"{seconds:.1f}" for seconds in last),
            errors(without + beside) or "none",
        ])
    return text + table(
        ["Server", "p99 without, ms", "p99 with, ms", "ratio of p99", "ratio of requests/s", "all closed after, s",
         "errors"], rows)
