"""Opens the review page in headless Chromium and uses it as a reader does.

    python3 Tests/Browser/check_review_page.py PAGE [FOLDER FOR PICTURES]

PAGE is what ReviewPageSample writes (`make browser`). Ends with 1 when something is wrong.
"""

import os
import sys

from browser import Browser, find

FAILED = []
PASSED = []


def check(holds, what):
    (PASSED if holds else FAILED).append(what)
    if not holds:
        print("FAILED", what)


# Ratio of contrast (WCAG 2.2, 1.4.3) of every visible text with the background behind it; the failures.
CONTRAST = """(() => {
  const parse = (c) => { const n = c.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
  const light = ([r, g, b]) => [r, g, b].map((v) => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; })
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const behind = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] === 1) return c; } return [255, 255, 255, 1]; };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || e.closest("script, style, noscript, option") || !e.checkVisibility()) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) poor.push(`${e.className || e.tagName} ${ratio.toFixed(2)}`);
  }
  return [...new Set(poor)];
})()"""

# Elements that reach over the right edge of the window, but for those out of sight.
WIDE = """[...document.querySelectorAll("body *")].filter((e) => e.checkVisibility() && !e.closest("dialog, .skip")
  && e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.tagName + "." + e.className).slice(0, 5)"""

WHOLE = """(() => { const b = document.activeElement.getBoundingClientRect();
  return b.top >= document.getElementById("filters").getBoundingClientRect().bottom && b.bottom <= innerHeight; })()"""
SHOWN = """[...document.querySelectorAll(".report:not([hidden])")].map((r) => r.querySelector("h2").textContent)"""
FOCUS = "document.activeElement.id"
COUNT = "document.getElementById('count').textContent"


def inert(browser, page, what):
    """Nothing of a report acted: no dialog, no script of its own, no request, no complaint, no element of its making."""
    names = [e["method"] for e in browser.events]
    check("Page.javascriptDialogOpening" not in names, f"{what}: no dialog")
    check("Runtime.exceptionThrown" not in names, f"{what}: no exception")
    urls = {e["params"]["request"]["url"] for e in browser.events if e["method"] == "Network.requestWillBeSent"}
    check(urls <= {"file://" + os.path.abspath(page), "about:blank"}, f"{what}: no request ({urls})")
    log = [e["params"]["entry"]["text"] for e in browser.events if e["method"] == "Log.entryAdded"]
    check(not log, f"{what}: nothing in the log {log}")


def tree(browser, script):
    check(browser.eval("document.querySelectorAll('script').length") == 1, "one script")
    check(browser.eval("document.querySelectorAll('style').length") == 1, "one style sheet")
    check(browser.eval("document.querySelectorAll('img, svg, iframe, object, embed, link, base, video, audio').length") == 0,
          "no element that fetches")
    check(browser.eval("[...document.querySelectorAll('*')].every((e) => e.getAttributeNames().every((n) => !n.startsWith('on')))"),
          "no handler in markup")
    check(browser.eval("[...document.querySelectorAll('a')].every((a) => a.getAttribute('href').startsWith('#'))"),
          "links stay in the page")
    check(browser.eval("[...document.querySelectorAll('a')].every((a) => document.getElementById(a.hash.slice(1)))"),
          "every link has its target")
    check(browser.eval("new Set([...document.querySelectorAll('[id]')].map((e) => e.id)).size === document.querySelectorAll('[id]').length"),
          "ids are unique")
    bad = browser.eval("(document.body.textContent.match(/[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u206f\\ufeff]/g) || []).length")
    check(bad == 0, "no acting character in the page")
    check(browser.eval("document.body.textContent.includes('<script>alert(document.domain)</script>')"), "hostile text is shown")
    check(browser.eval("document.title") == "calx check", "the title is ours")


def wide(browser, page, pictures):
    browser.open(page, 1280, 800)
    inert(browser, page, "wide")
    tree(browser, True)
    check(browser.eval("document.documentElement.scrollWidth") <= 1280 and not browser.eval(WIDE), "wide: no sideways scrolling")
    check(browser.eval(CONTRAST) == [], f"light: contrast {browser.eval(CONTRAST)}")
    picture(browser, pictures, "wide")
    order = browser.eval("[...document.querySelectorAll('.report')].map((r) => r.className.split(' ').pop())")
    check(order == ["worst-critical", "worst-action", "worst-check", "worst-info", "failed", "clear"], f"gravest first {order}")
    check(browser.eval(COUNT) == "6 of 6 reports · 7 of 7 flags", "counts at the start")

    # Flags by keyboard
    seen = []
    whole = True
    for _ in range(8):
        browser.key("j")
        seen.append(browser.eval(FOCUS))
        whole = whole and browser.eval(WHOLE)
    check(whole, "each flag is wholly in sight, below the bar")
    check(len(set(seen)) == 7 and seen[6] == seen[7], f"j walks over all flags and stops {seen}")
    check(browser.eval("document.querySelectorAll('[aria-current]').length") == 1, "one current flag")
    check(browser.eval("document.querySelectorAll('.e.on').length") > 0, "its evidence stands out")
    browser.key("k")
    check(browser.eval(FOCUS) == seen[5], "k goes back")
    browser.key("ArrowRight")
    check(browser.eval(FOCUS) == seen[6], "arrow right goes on")
    browser.key("ArrowLeft")
    check(browser.eval(FOCUS) == seen[5], "arrow left goes back")
    check("flag 6 of 7" in browser.eval("document.getElementById('place').textContent"), "the place is told")
    picture(browser, pictures, "flag")
    browser.key("Enter")
    check(browser.eval("document.activeElement.matches('.text a.e')"), "Enter goes to the evidence")
    browser.key("Enter")
    check(browser.eval("document.activeElement.classList.contains('flag')"), "Enter goes back to the flag")

    # Marks by keyboard, with their labels
    browser.eval("document.activeElement.blur(), scrollTo(0, 0)")
    browser.key("n")
    first = browser.eval(FOCUS)
    check(browser.eval("document.activeElement.matches('.text a')"), "n goes to a mark")
    check(browser.eval("!document.getElementById('tip').hidden && document.getElementById('tip').textContent.includes('calculus')"),
          "the label of a mark is shown at the keyboard")
    picture(browser, pictures, "mark")
    browser.key("Escape")
    check(browser.eval("document.getElementById('tip').hidden"), "Esc hides the label")
    browser.key("n")
    check(browser.eval(FOCUS) != first, "n goes on")
    browser.key("p")
    check(browser.eval(FOCUS) == first, "p goes back")

    # Filters
    browser.key("/")
    check(browser.eval(FOCUS) == "words", "/ goes to the field")
    browser.type("staghorn")
    browser.eval("new Promise((done) => setTimeout(done, 250))")
    check(browser.eval(SHOWN) == ["us-renal-55"], "words filter")
    check(browser.eval(COUNT) == "1 of 6 reports · 3 of 7 flags", "counts follow the filter")
    before = browser.eval("document.querySelectorAll('[aria-current]').length")
    browser.key("j")
    check(browser.eval(FOCUS) == "words" and browser.eval("document.getElementById('words').value") == "staghornj", "no key is taken while typing")
    check(browser.eval("document.querySelectorAll('[aria-current]').length") == before, "typing moves nothing")
    browser.key("Escape")
    check(browser.eval(FOCUS) != "words", "Esc leaves the field")
    browser.eval("document.querySelector('button[type=reset]').click(), new Promise((done) => setTimeout(done, 50))")
    check(browser.eval(COUNT) == "6 of 6 reports · 7 of 7 flags", "Clear shows all")

    def choose(field, value):
        browser.eval(f"(() => {{ const f = document.getElementById('{field}'); f.value = {value!r}; f.dispatchEvent(new Event('change', {{bubbles: true}})); }})()")

    choose("rule", "QA09")
    check(sorted(browser.eval(SHOWN)) == ["ct-chest-69", "us-thyroid-02"], "rule filter")
    check(browser.eval("[...document.querySelectorAll('.flag')].filter((f) => f.checkVisibility()).length") == 2, "only its flags are shown")
    choose("rule", "")
    choose("organ", "prostate")
    check(browser.eval(SHOWN) == ["us-renal-55"], "organ filter")
    choose("organ", "no such organ")
    choose("organ", "")
    browser.eval("document.querySelector('[value=info]').click(), document.querySelector('[value=check]').click()")
    check(browser.eval(SHOWN) == ["us-renal-55", "ct-chest-69"], "severity filter")
    browser.eval("document.querySelector('[value=critical]').click(), document.querySelector('[value=action]').click()")
    check(browser.eval("!document.getElementById('nothing').hidden"), "no match is said")
    browser.eval("document.querySelector('button[type=reset]').click(), new Promise((done) => setTimeout(done, 50))")
    browser.eval("document.getElementById('flagged').click()")
    check(len(browser.eval(SHOWN)) == 4, "with flags only")
    browser.eval("document.getElementById('flagged').click()")

    # Help
    browser.eval("document.activeElement.blur()")
    browser.key("?")
    check(browser.eval("document.getElementById('help').open"), "? opens the keys")
    picture(browser, pictures, "keys")
    at = browser.eval("document.querySelectorAll('[aria-current]').length")
    browser.key("j")
    check(browser.eval("document.querySelectorAll('[aria-current]').length") == at, "no key acts behind the dialog")
    browser.key("Escape")
    check(not browser.eval("document.getElementById('help').open"), "Esc closes the keys")

    # Tab reaches the skip link first, and every stop shows its focus.
    browser.open(page, 1280, 800)
    stops = []
    for _ in range(30):
        browser.key("Tab")
        stops.append(browser.eval("(() => { const e = document.activeElement; const s = getComputedStyle(e.closest('.pick') || e);"
                                  " return [e.className || e.id || e.tagName, s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0]; })()"))
    check(stops[0][0] == "skip", "Tab begins at the skip link")
    check("heading" in [name for name, _ in stops] and any("m present" in name for name, _ in stops), f"Tab goes on into the reports")
    check(all(visible for _, visible in stops), f"focus is visible {[s for s in stops if not s[1]]}")
    check(browser.eval("localStorage.length + sessionStorage.length + document.cookie.length") == 0, "nothing is stored")
    inert(browser, page, "after use")


def others(browser, page, pictures):
    browser.open(page, 1280, 800, dark=True)
    check(browser.eval(CONTRAST) == [], f"dark: contrast {browser.eval(CONTRAST)}")
    check(browser.eval("getComputedStyle(document.body).backgroundColor") != "rgb(243, 245, 248)", "dark is dark")
    picture(browser, pictures, "dark")

    browser.open(page, 390, 844)
    check(browser.eval("innerWidth") == 390, "narrow: the page takes the width of the window")
    check(browser.eval("document.documentElement.scrollWidth") <= 390 and not browser.eval(WIDE), f"narrow: no sideways scrolling {browser.eval(WIDE)}")
    picture(browser, pictures, "narrow")
    browser.eval("document.getElementById('more').click()")
    check(browser.eval("document.getElementById('rule').checkVisibility()"), "narrow: filters unfold")
    check(browser.eval("document.documentElement.scrollWidth") <= 390, "narrow: no sideways scrolling with filters")
    picture(browser, pictures, "narrow-filters")
    inert(browser, page, "narrow")

    browser.open(page, 1280, 800, script=False)
    inert(browser, page, "without script")
    picture(browser, pictures, "noscript")
    browser("Emulation.setScriptExecutionDisabled", value=False)
    tops = browser.eval("[...document.querySelectorAll('.report')].map((r) => [r.getBoundingClientRect().top, r.className.split(' ').pop()])"
                        ".sort((a, b) => a[0] - b[0]).map((r) => r[1])")
    check(tops == ["worst-critical", "worst-action", "worst-check", "worst-info", "failed", "clear"], f"gravest first without script {tops}")
    check(browser.eval("[...document.querySelectorAll('.flag')].every((f) => f.checkVisibility())"), "flags can be read without script")
    check(browser.eval("!document.getElementById('filters').checkVisibility()"), "no dead controls without script")

    browser.open(page, 1280, 800, script=False)
    pdf = browser.pdf()
    check(pdf.startswith(b"%PDF") and len(pdf) > 20_000, "it prints")
    if pictures:
        with open(os.path.join(pictures, "print.pdf"), "wb") as file:
            file.write(pdf)
    browser("Emulation.setScriptExecutionDisabled", value=False)
    browser("Emulation.setEmulatedMedia", media="print")
    browser.eval("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    check(browser.eval("[...document.querySelectorAll('.finding, .l')].every((e) => e.checkVisibility({contentVisibilityAuto: true}) && e.offsetHeight >= 0)"
                       " && document.querySelectorAll('details.fold:not([open]) .finding')[0].getBoundingClientRect().height > 0"),
          "on paper everything is open")
    check(not browser.eval("document.getElementById('filters').checkVisibility()"), "on paper there are no controls")


def picture(browser, folder, name):
    if folder:
        browser.screenshot(os.path.join(folder, name + ".png"))


def main():
    program = find()
    if not program:
        print("skipped: no Chromium")
        return 0
    page = sys.argv[1]
    pictures = sys.argv[2] if len(sys.argv) > 2 else None
    if pictures:
        os.makedirs(pictures, exist_ok=True)
    browser = Browser(program)
    try:
        wide(browser, page, pictures)
        others(browser, page, pictures)
    finally:
        browser.close()
    print(f"{len(PASSED)} passed, {len(FAILED)} failed")
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
