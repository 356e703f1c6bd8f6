#!/usr/bin/env python3
"""Runs `./mortise demo` in a terminal of its own and draws what it printed, when it printed it: demo.svg."""
import html, os, pty, re, select, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
COLUMNS, LINE, CHAR = 120, 19, 7.9
COLOURS = {"2": "#8b949e", "31": "#ff7b72", "32": "#7ee787", "33": "#e3b341"}


def record():
    master, slave = pty.openpty()
    env = dict(os.environ, COLUMNS=str(COLUMNS), TERM="xterm", NO_COLOR="")
    child = subprocess.Popen([os.path.join(ROOT, "mortise"), "demo"], stdout=slave, stderr=slave, env=env, cwd=ROOT)
    os.close(slave)
    begin, chunks = time.time(), []
    while True:
        ready, _, _ = select.select([master], [], [], 1)
        try:
            data = os.read(master, 65536) if ready else b""
        except OSError:
            break
        if data:
            chunks.append((time.time() - begin, data.decode()))
        elif child.poll() is not None:
            break
    if child.wait() != 0:
        sys.exit("the demo ended with %d" % child.returncode)
    return chunks


def split(chunks):
    """Lines that stay, and texts of the live line, each with its time."""
    stay, live, rest = [], [], ""
    for at, text in chunks:
        rest += text.replace("\r\n", "\n")
        *done, rest = rest.split("\n")
        for line in done:
            stay.append((at, line.split("\x1b[K")[-1].lstrip("\r")))
        for shown in re.findall(r"\r([^\r\x1b]+)\x1b\[K", rest):
            live.append((at, shown))
    return stay, live


def escaped(text):
    """Blanks that every renderer keeps."""
    return re.sub("  +", lambda blanks: "\u00a0" * len(blanks.group()), html.escape(text))


def plain(line):
    return re.sub(r"\x1b\[\d*m", "", line)


def spans(line):
    out, colour = "", ""
    for part in re.split(r"(\x1b\[\d*m)", line):
        code = re.fullmatch(r"\x1b\[(\d*)m", part)
        if code:
            colour = COLOURS.get(code.group(1), "")
        elif part:
            text = escaped(part)
            out += '<tspan fill="%s">%s</tspan>' % (colour, text) if colour else text
    return out


def draw(stay, live):
    first = stay[0][0]
    thin, last = [], -1.0
    for at, text in live:
        if at - last >= 0.5:
            thin.append((at, text))
            last = at
    rows = len(stay) + 1
    width = int(max(len(plain(line)) for _, line in stay) * CHAR) + 40
    height = rows * LINE + 50
    out = [
        '<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" viewBox="0 0 %d %d" font-family="ui-monospace,SFMono-Regular,Menlo,'
        'Consolas,monospace" font-size="13">' % (width, height),
        "<title>mortise demo: %s</title>" % html.escape(plain(stay[-1][1])),
        "<style>text{fill:#e6edf3}.s{animation:show .01s both}.l{opacity:0}"
        "@keyframes show{from{opacity:0}to{opacity:1}}@keyframes flash{0%,99%{opacity:1}100%{opacity:0}}"
        "@media (prefers-reduced-motion:reduce){.s,.l{animation:none!important}}</style>",
        '<rect width="%d" height="%d" rx="8" fill="#0d1117"/>' % (width, height),
    ]
    for i, colour in enumerate(("#ff5f56", "#ffbd2e", "#27c93f")):
        out.append('<circle cx="%d" cy="17" r="5.5" fill="%s"/>' % (20 + i * 18, colour))
    y = 52
    out.append('<text x="20" y="%d"><tspan fill="#7ee787">$</tspan> ./mortise demo</text>' % y)
    tops = []
    for at, line in stay:
        y += LINE
        tops.append((at, y))
        out.append('<text class="s" x="20" y="%d" style="animation-delay:%.1fs">%s</text>' % (y, at - first + 0.5, spans(line)))
    for i, (at, text) in enumerate(thin):
        until = thin[i + 1][0] if i + 1 < len(thin) else stay[-1][0]
        row = max((top for when, top in tops if when <= at), default=52) + LINE
        out.append(
            '<text class="l" x="20" y="%d" fill-opacity=".75" style="animation:flash %.1fs %.1fs linear">%s</text>'
            % (row, max(0.1, until - at), at - first + 0.5, escaped(text.strip())))
    out.append("</svg>")
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    kept, shown = split(record())
    with open(os.path.join(HERE, "demo.svg"), "w", encoding="utf-8") as file:
        file.write(draw(kept, shown))
