"""Opens the page of `dhub report`, and the diagrams of a bundle's README, in a browser.

open_report.py BUNDLE PAGE DEFECTIVE_PAGE MODULES

PAGE is of BUNDLE. MODULES holds axe.min.js, which finds what keeps people from reading a page, and mermaid.min.js, which
draws the diagrams on GitHub. Structure is checked, never pixels.
"""

import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from bundle import DIRECTORY, TABLES, check

pages = [Path(one).resolve() for one in sys.argv[2:4]]
modules = Path(sys.argv[4])
AXE = (modules / "axe.min.js").read_text(encoding="utf-8")
MERMAID = (modules / "mermaid.min.js").read_text(encoding="utf-8")

# What is drawn: the position of each text, and what is behind it, from back to front.
TEXTS = """
() => [...document.querySelectorAll('svg')].map(svg => {
    const box = one => { const r = one.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
    const rgb = color => { const found = color.match(/[\\d.]+/g).map(Number); return found.length < 3 ? null : found; };
    const paper = rgb(getComputedStyle(document.body).backgroundColor);
    const shapes = [...svg.querySelectorAll('rect')].map(rect => {
        const style = getComputedStyle(rect);
        return {box: box(rect), fill: rgb(style.fill), opacity: Number(style.fillOpacity) * Number(style.opacity)};
    });
    return {
        id: svg.closest('figure').id,
        box: box(svg),
        title: document.getElementById(svg.getAttribute('aria-labelledby').split(' ')[0]).textContent,
        alt: document.getElementById(svg.getAttribute('aria-labelledby').split(' ')[1]).textContent,
        texts: [...svg.querySelectorAll('text')].map(text => {
            const at = box(text), [x, y] = [(at[0] + at[2]) / 2, (at[1] + at[3]) / 2];
            let ground = paper;
            for (const shape of shapes) {
                const [left, top, right, bottom] = shape.box;
                if (shape.fill && left <= x && x <= right && top <= y && y <= bottom)
                    ground = ground.map((part, i) => part + (shape.fill[i] - part) * shape.opacity);
            }
            const letters = parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM().a;
            return {words: text.textContent.trim(), box: at, ink: rgb(getComputedStyle(text).fill), ground, letters};
        }),
    };
})
"""

faults = []


def expect(holds, what):
    """Collects problems, so that all of them are shown at once."""
    if not holds:
        faults.append(what)


def luminance(color):
    """Computes the relative luminance of a color, as defined by WCAG."""
    parts = [part / 255 for part in color[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Computes the contrast ratio of two colors: 4.5 is enough for text."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def drawings(page, where, least_letters):
    """Checks that every text of every drawing is inside it, does not overlap others, and is large and clear enough."""
    drawn = page.evaluate(TEXTS)
    check(f"{where}: drawings", 17, len(drawn))
    for one in drawn:
        name = f"{where}: {one['id']}"
        expect(one["title"] and len(one["alt"]) > 20, f"{name}: says no word to whoever does not see it")
        left, top, right, bottom = one["box"]
        expect(one["texts"], f"{name}: no text")
        for text in one["texts"]:
            words, (x0, y0, x1, y1) = text["words"], text["box"]
            inside = x0 >= left - 0.5 and y0 >= top - 2 and x1 <= right + 0.5 and y1 <= bottom + 2
            expect(inside, f"{name}: {words!r} is cut off")
            expect(text["letters"] >= least_letters, f"{name}: {words!r} has letters of {text['letters']:.1f} pixels")
            ratio = contrast(text["ink"], text["ground"])
            expect(ratio >= 4.5, f"{name}: {words!r} has a contrast of {ratio:.1f}")
        for place, text in enumerate(one["texts"]):
            for other in one["texts"][:place]:
                a, b = text["box"], other["box"]
                wide, tall = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
                # Lines may be closer than their boxes, which leave space for accents.
                meets = wide > 0.5 and tall > 0.4 * min(a[3] - a[1], b[3] - b[1])
                expect(not meets, f"{name}: {text['words']!r} stands on {other['words']!r}")


def barriers(page, where):
    """Returns the accessibility problems of the page, according to axe."""
    page.evaluate(AXE)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    expect(len(found["passes"]) > 20, f"{where}: axe has looked at {len(found['passes'])} rules")
    for one in found["violations"]:
        places = ", ".join(node["html"][:120] for node in one["nodes"][:3])
        expect(False, f"{where}: {one['id']} ({one['impact']}): {one['help']}: {places}")


def looked_at(browser, path, name, width, scheme):
    """Checks the page on a screen of a width, light or dark."""
    where = f"{path.name}, {name}"
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path.as_uri())
    expect([url for url in asked if not url.startswith("data:")] == [path.as_uri()], f"{where}: asks for {asked}")
    wide = page.evaluate("document.documentElement.scrollWidth")
    expect(wide <= width, f"{where}: is {wide} pixels wide")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    bright = luminance([int(part) for part in re.findall(r"\d+", paper)[:3]])
    expect(bright < 0.1 if scheme == "dark" else bright > 0.9, f"{where}: is written on {paper}")
    drawings(page, where, 9 if width < 600 else 8)
    barriers(page, where)
    wide = page.evaluate("document.documentElement.scrollWidth")
    expect(wide <= width, f"{where}: with everything shown it is {wide} pixels wide")
    expect(said == [], f"{where}: the browser says {said}")
    context.close()


def printed(browser, path):
    """Checks the page in print: light, without screen elements, with every column, and no drawing taller than a page."""
    context = browser.new_context(viewport={"width": 1000, "height": 900}, color_scheme="dark")
    page = context.new_page()
    page.goto(path.as_uri())
    page.emulate_media(media="print")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    expect(paper == "rgb(255, 255, 255)", f"{path.name}, printed: on {paper}")
    expect(not page.locator("nav").is_visible(), f"{path.name}, printed: has links")
    hidden = page.evaluate(
        "[...document.querySelectorAll('#dictionary th[scope=row]')]"
        ".filter(one => one.getBoundingClientRect().height < 5).length"
    )
    expect(hidden == 0, f"{path.name}, printed: {hidden} rows are not shown")
    tallest = page.evaluate("Math.max(...[...document.querySelectorAll('svg')].map(one => one.getBoundingClientRect().height))")
    expect(tallest < 29.7 / 2.54 * 96 - 100, f"{path.name}, printed: a drawing is {tallest:.0f} pixels tall")
    columns = sum(len(table["schema"]["fields"]) for table in TABLES)
    shown = page.locator("#dictionary tbody th[scope=row]").count()
    expect(shown == columns, f"{path.name}, printed: {shown} of {columns} columns")
    pdf = page.pdf(format="A4")
    sheets = len(re.findall(rb"/Type\s*/Page\b", pdf))
    expect(10 <= sheets <= 60, f"{path.name}, printed: {sheets} sheets")
    context.close()


def unscripted(browser, path):
    """Checks that without scripts everything is readable, collapsed content after a click."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    check("sections", 6, page.locator("main > section").count())
    check("statements", 3, page.locator("#statements table").count())
    first = page.locator("#dictionary summary").first
    cell = page.locator("#dictionary tbody th").first
    expect(not cell.is_visible(), "the dictionary is not folded away")
    first.click()
    expect(cell.is_visible(), "the dictionary opens only by script")
    for link in page.locator("nav a").all():
        link.click()
        target = page.locator(link.get_attribute("href"))
        expect(target.count() == 1 and target.is_visible(), f"{link.get_attribute('href')} leads nowhere")
    context.close()


def diagrams(browser):
    """Checks the diagrams of the README as GitHub draws them: each block parses, and has every table and every reference of the manifest."""
    blocks = re.findall(r"```mermaid\n(.*?)```", (DIRECTORY / "README.md").read_text(encoding="utf-8"), re.S)
    databases = dict.fromkeys(table["database"] for table in TABLES if table["database"] != "labels")
    check("diagrams", 1 + len(databases), len(blocks))
    page = browser.new_page()
    page.set_content("<!DOCTYPE html><title>README</title>")
    page.add_script_tag(content=MERMAID)
    page.evaluate("mermaid.initialize({startOnLoad: false})")
    draw = """async ([name, text]) => {
        await mermaid.parse(text);
        const {svg} = await mermaid.render(name, text);
        const drawn = new DOMParser().parseFromString(svg, 'text/html');
        return [drawn.body.textContent, drawn.querySelectorAll('path.relationshipLine, path.relation').length];
    }"""
    drawn = [page.evaluate(draw, [f"d{place}", text]) for place, text in enumerate(blocks)]
    for database, (text, lines) in zip(databases, drawn[1:]):
        own = [table for table in TABLES if table["database"] == database]
        references = sum(
            1 for table in own for key in table["schema"].get("foreignKeys", [])
            if key["reference"]["resource"] in {one["name"] for one in own} | {""}
        )
        check(f"{database}: lines", references, lines)
        for table in own:
            expect(table["name"] in text, f"the README draws no {table['name']}")
    for table in TABLES:
        if table["database"] != "labels":
            expect(table["name"] in drawn[0][0], f"the README draws no {table['name']} across databases")
    try:
        page.evaluate("mermaid.parse('erDiagram\\n  loans ||--o{ : nothing')")
        faults.append("mermaid parses anything")
    except Exception:  # as it should
        pass
    return len(blocks)


BROWSERS = "chromium", "chromium-browser", "google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
browser_path = next(filter(None, map(shutil.which, BROWSERS)), None)
assert browser_path, "no Chromium"
with sync_playwright() as playwright:
    chromium = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
    version = chromium.version
    for one in pages:
        for kind in (("light", 1280, "light"), ("dark", 1280, "dark"), ("phone", 360, "dark"), ("tablet", 800, "light")):
            looked_at(chromium, one, *kind)
    printed(chromium, pages[0])
    unscripted(chromium, pages[0])
    number = diagrams(chromium)
    chromium.close()
for fault in faults:
    print(fault, file=sys.stderr)
assert not faults, f"{len(faults)} faults"
print(f"Chromium {version} shows the report; mermaid draws {number} diagrams of the README")
