"""Headless Chromium over its debugging pipe; the standard library alone."""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find():
    """The path of a Chromium, or None."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Browser:
    """One Chromium with one page. `events` holds all that it reported, in order."""

    def __init__(self, program):
        self.profile = tempfile.mkdtemp(prefix="calx-browser-")
        to_browser, self.write = os.pipe()
        self.read, from_browser = os.pipe()

        def wire():
            # Chromium reads commands from descriptor 3 and answers on 4.
            low, high = os.dup(to_browser), os.dup(from_browser)
            os.dup2(low, 3)
            os.dup2(high, 4)
            os.set_inheritable(3, True)
            os.set_inheritable(4, True)

        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             "--hide-scrollbars", "--no-first-run", "--disable-background-networking",
             "--remote-debugging-pipe", f"--user-data-dir={self.profile}", "about:blank"],
            preexec_fn=wire, close_fds=False, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.number, self.buffer, self.events, self.session = 0, b"", [], None
        target = next(t for t in self("Target.getTargets")["targetInfos"] if t["type"] == "page")
        self.session = self("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self(domain + ".enable")

    def __call__(self, method, **params):
        """Sends a command and waits for its answer."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.write, json.dumps(message).encode() + b"\0")
        answer = self.wait(lambda m: m.get("id") == message["id"])
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        return answer["result"]

    def wait(self, wanted, seconds=60):
        """The first message that is wanted; all others become events."""
        end = time.monotonic() + seconds
        while True:
            while b"\0" in self.buffer:
                line, self.buffer = self.buffer.split(b"\0", 1)
                message = json.loads(line)
                if "method" in message:
                    self.events.append(message)
                    if message["method"] == "Page.javascriptDialogOpening":
                        os.write(self.write, json.dumps(
                            {"id": 0, "method": "Page.handleJavaScriptDialog", "sessionId": self.session,
                             "params": {"accept": False}}).encode() + b"\0")
                if wanted(message):
                    return message
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.read], [], [], left)[0]:
                raise TimeoutError("Chromium did not answer")
            chunk = os.read(self.read, 1 << 16)
            if not chunk:
                raise EOFError("Chromium ended")
            self.buffer += chunk

    def open(self, path, width, height, script=True, dark=False):
        """Opens a file in a window of this size."""
        self.events.clear()
        self("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self("Emulation.setScriptExecutionDisabled", value=not script)
        self("Emulation.setEmulatedMedia", media="",
             features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self("Page.navigate", url="about:blank")
        self.wait(lambda m: m.get("method") == "Page.loadEventFired")
        self("Page.navigate", url="file://" + os.path.abspath(path))
        self.wait(lambda m: m.get("method") == "Page.loadEventFired")

    def eval(self, expression):
        """The value of an expression in the page."""
        answer = self("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"].get("description", "exception"))
        return answer["result"].get("value")

    def key(self, key, text=None):
        """Presses and releases a key."""
        names = {"/": "Slash", "?": "Slash"}
        code = names.get(key, "Key" + key.upper() if len(key) == 1 else key)
        text = key if text is None and len(key) == 1 else text or ""
        if key == "Enter":
            text = "\r"
        codes = {"Tab": 9, "Enter": 13, "Escape": 27, "ArrowLeft": 37, "ArrowRight": 39}
        number = codes.get(key, ord(key.upper()[0]) if len(key) == 1 else 0)
        common = {"key": key, "code": code, "windowsVirtualKeyCode": number}
        self("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **common)
        self("Input.dispatchKeyEvent", type="keyUp", **common)

    def type(self, words):
        """Inserts words where the focus is."""
        self("Input.insertText", text=words)

    def screenshot(self, path, whole=False):
        """Saves a picture of the window, or of the whole page."""
        data = self("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def pdf(self):
        """The page as it is printed."""
        return base64.b64decode(self("Page.printToPDF", printBackground=False)["data"])

    def close(self):
        """Ends Chromium and removes its profile."""
        try:
            self.session = None
            self("Browser.close")
            self.process.wait(10)
        except (OSError, EOFError, TimeoutError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        os.close(self.write)
        os.close(self.read)
        shutil.rmtree(self.profile, ignore_errors=True)
