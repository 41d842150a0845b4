// What is looked at in the browser. A check is a function that returns what it saw, or throws.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, NetworkLog, soon } from "./observe.mjs";

const TYPES = {
  "": ["text/html"],
  "style.css": ["text/css"],
  "main.mjs": ["text/javascript", "application/javascript"],
  "parts/greeting.mjs": ["text/javascript", "application/javascript"],
  "parts/card.js": ["text/javascript", "application/javascript"],
  "parts/season.mjs": ["text/javascript", "application/javascript"],
  "parts/add.wasm": ["application/wasm"],
  "data.json": ["application/json"],
  "season.json": ["application/json"],
  "site.webmanifest": ["application/manifest+json"],
  "media/lantern.svg": ["image/svg+xml"],
  "media/lantern.png": ["image/png"],
  "media/lantern.woff2": ["font/woff2"],
  "media/evening.webp": ["image/webp"],
  "media/evening.webm": ["video/webm"],
};

/** Opens the index page and waits until its scripts are through, or have thrown. */
async function open(page, base) {
  const thrown = new Promise((resolve) => page.once("pageerror", resolve));
  await page.goto(base.href);
  const wrong = await Promise.race([page.waitForSelector("html[data-ready]").then(() => null), thrown]);
  if (wrong) {
    throw new Error(`a script of the page threw: ${wrong.message}`);
  }
}

const text = (page, selector) => page.locator(selector).first().innerText();

/** The checks of one visit to the page, in the order in which a visitor would come upon what they look at. */
export function visitChecks({ page, base, outDir }) {
  const troubles = [];
  page.on("console", (line) => line.type() === "error" && troubles.push(`${line.text()} (${line.location().url})`));
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("requestfailed", (request) => {
    // A browser lets go of a video once it has the frames that it wants.
    if (request.resourceType() !== "media" || request.failure().errorText !== "net::ERR_ABORTED") {
      troubles.push(`${request.url()}: ${request.failure().errorText}`);
    }
  });
  page.on("response", (answer) => answer.status() >= 400 && troubles.push(`${answer.url()}: ${answer.status()}`));
  let log;

  return {
    async "index opens without errors"() {
      log = await NetworkLog.of(page, base);
      try {
        await open(page, base);
        await page.waitForLoadState("networkidle");
      } catch (error) {
        throw new Error([error.message, ...troubles].join("; "));
      }
      expect(troubles.length === 0, troubles.join("; "));
      return `${log.answers().length} answers`;
    },

    async "module scripts ran"() {
      const greeting = await text(page, "#greeting");
      expect(greeting === "A sample tea house welcomes you. 示例茶馆欢迎您。", `the greeting is '${greeting}'`);
      const season = await text(page, "#season");
      expect(season === "The white tea is this spring's. 白茶是今年的春茶。", `what was imported late is '${season}'`);
      return `${greeting} ${season}`;
    },

    async "styles applied"() {
      const bar = await page.locator(".bar").evaluate((element) => getComputedStyle(element).backgroundColor);
      expect(bar === "rgb(140, 47, 36)", `the bar is ${bar}`);
      const fonts = await page.evaluate(async () => {
        await document.fonts.ready;
        return [...document.fonts].map((font) => `${font.family} ${font.status}`).join();
      });
      expect(fonts === "Lantern loaded", `the font is: ${fonts}`);
      return `the bar is ${bar}, the font is loaded`;
    },

    async "images are there"() {
      const sizes = await page.evaluate(async () => {
        await Promise.all([...document.images].map((image) => image.decode()));
        return [...document.images].map((image) => [new URL(image.src).pathname, image.naturalWidth]);
      });
      expect(sizes.length === 3 && sizes.every(([, width]) => width > 0), JSON.stringify(sizes));
      return sizes.map(([path, width]) => `${path} ${width}`).join(", ");
    },

    async "data.json is shown in Chinese"() {
      const names = await page.locator("#teas td:nth-child(2)").allInnerTexts();
      expect(names.join() === "龙井,铁观音,白牡丹,大红袍,十年陈普洱", `the teas are ${names.join()}`);
      return names.join("、");
    },

    async "WebAssembly computed"() {
      const total = await text(page, "#total");
      expect(total === "340", `the sum is '${total}'`);
      return `the sum is ${total}`;
    },

    async "video plays from where one wants"() {
      return seek(page, log);
    },

    async "a range is exact"() {
      const whole = Buffer.from(await (await fetchOutside(page, base, "media/evening.webm")).body());
      const part = await page.evaluate(async () => {
        const answer = await fetch("media/evening.webm", { headers: { Range: "bytes=-100" }, cache: "no-store" });
        const bytes = [...new Uint8Array(await answer.arrayBuffer())];
        return { status: answer.status, range: answer.headers.get("Content-Range"), bytes };
      });
      const range = `bytes ${whole.length - 100}-${whole.length - 1}/${whole.length}`;
      expect(part.status === 206, `the status is ${part.status}`);
      expect(part.range === range, `Content-Range is ${part.range}, not ${range}`);
      expect(whole.subarray(-100).equals(Buffer.from(part.bytes)), "the bytes are not the last ones of the file");
      return range;
    },

    async "files have their types"() {
      const wrong = [];
      for (const [path, wanted] of Object.entries(TYPES)) {
        const answer = await fetchOutside(page, base, path);
        const type = answer.headers()["content-type"] ?? "none";
        if (answer.status() !== 200 || !wanted.includes(type.split(";")[0].trim().toLowerCase())) {
          wrong.push(`${path || "/"} is ${answer.status()} ${type}`);
        }
      }
      expect(wrong.length === 0, wrong.join("; "));
      return `${Object.keys(TYPES).length} types`;
    },

    async "the browser takes the manifest"() {
      const devTools = await page.context().newCDPSession(page);
      const { errors, data } = await devTools.send("Page.getAppManifest");
      expect(errors.length === 0 && data, errors.map((error) => error.message).join("; ") || "there is none");
      return JSON.parse(data).short_name;
    },

    async "the index page looks right"() {
      await page.screenshot({ path: join(outDir, "index.png"), fullPage: true });
      const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(width <= 0, `the page is ${width} pixels wider than the window`);
      return "index.png";
    },

    async "a second load is spared the bytes"() {
      const known = log.answer("style.css");
      expect(known, "style.css was not asked for");
      log.clear();
      await page.reload();
      await page.waitForSelector("html[data-ready]");
      const again = await soon(() => log.answer("style.css"), "an answer for style.css");
      const must = /no-cache/.test(known.headers["cache-control"] ?? "");
      expect(again.wireStatus === 304 || (!must && again.cached), `style.css was answered with ${again.wireStatus}`);
      const spared = log.answers().filter((answer) => answer.wireStatus === 304 || answer.cached);
      return `${spared.length} of ${log.answers().length} answers were 304 or the browser's own`;
    },

    async "a link and Back work"() {
      await page.click("#to-about");
      await page.waitForURL(new URL("about.html", base).href);
      expect((await text(page, "h1")).startsWith("About the house"), "about.html has another heading");
      await page.screenshot({ path: join(outDir, "about.png"), fullPage: true });
      await page.goBack();
      await page.waitForURL(base.href);
      await page.waitForSelector("html[data-ready]");
      return "about.html and back";
    },

    async "a missing page is the site's 404.html"() {
      const answer = await page.goto(new URL("no/such/page", base).href);
      expect(answer.status() === 404, `the status is ${answer.status()}`);
      const heading = await text(page, "h1");
      expect(heading.includes("这扇窗没有灯"), `the page says '${heading}'`);
      const width = await page.locator("img").evaluate((image) => image.decode().then(() => image.naturalWidth));
      expect(width > 0, "its image is not there");
      await page.screenshot({ path: join(outDir, "404.png") });
      return heading;
    },
  };
}

/** Reads a file of the site past the browser's cache. */
function fetchOutside(page, base, path) {
  return page.context().request.get(new URL(path, base).href);
}

/** Seeks the video to near its end, and back. */
async function seek(page, log) {
  const seen = await page.locator("#evening").evaluate(async (video) => {
    if (video.readyState < HTMLMediaElement.HAVE_METADATA) {
      await new Promise((resolve, reject) => {
        video.addEventListener("loadedmetadata", resolve, { once: true });
        video.addEventListener("error", () => reject(new Error(video.error.message)), { once: true });
      });
    }
    const places = [];
    for (const place of [video.duration - 1, 5]) {
      await new Promise((resolve) => {
        video.addEventListener("seeked", resolve, { once: true });
        video.currentTime = place;
      });
      places.push(video.currentTime);
      while (video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
    return { duration: video.duration, width: video.videoWidth, places };
  });
  expect(seen.duration > 15.5 && seen.duration < 16.5 && seen.width === 480, JSON.stringify(seen));
  expect(Math.abs(seen.places[0] - seen.duration + 1) < 0.2, `wanted ${seen.duration - 1} s: ${seen.places[0]} s`);
  expect(Math.abs(seen.places[1] - 5) < 0.2, `wanted 5 s: ${seen.places[1]} s`);
  const parts = log.answers("media/evening.webm");
  const partial = parts.filter((part) => /^bytes \d+-\d+\/\d+$/.test(part.headers["content-range"] ?? ""));
  expect(
    partial.some((part) => part.status === 206),
    `no answer was 206 with Content-Range, but ${parts.map((part) => part.status).join() || "none at all"}`,
  );
  return `${seen.places[0].toFixed(1)} of ${seen.duration} s; ${partial.map((part) => part.headers["content-range"]).join(", ")}`;
}

/** The checks of the same page over HTTP/2 within TLS. */
export function http2Checks({ page, base }) {
  return {
    async "HTTP/2 carries the page"() {
      const log = await NetworkLog.of(page, base);
      await open(page, base);
      const protocols = await page.evaluate(() =>
        ["navigation", "resource"]
          .flatMap((kind) => performance.getEntriesByType(kind))
          .map((entry) => [new URL(entry.name).pathname, entry.nextHopProtocol]),
      );
      // What came out of the browser's memory has no protocol.
      const others = protocols.filter(([, protocol], place) => protocol !== "h2" && (place === 0 || protocol !== ""));
      expect(others.length === 0, `not h2: ${others.join("; ")}`);
      return `${protocols.length} resources over h2; ${await seek(page, log)}`;
    },
  };
}

/** The checks of a server that reloads pages: they change files in `folder`, which it serves, and put them back. */
export function liveChecks({ page, base, folder }) {
  /** Changes a file, waits for what follows, and restores it. */
  async function changed(name, change, follows) {
    const file = join(folder, name);
    const before = await readFile(file, "utf8");
    expect(change(before) !== before, `${name} is not the file that was expected`);
    await page.evaluate(() => (window.stayed = true));
    try {
      await writeFile(file, change(before));
      await follows();
    } finally {
      await writeFile(file, before);
    }
  }
  const barIs = (colour) =>
    page.waitForFunction(
      (wanted) => getComputedStyle(document.querySelector(".bar")).backgroundColor === wanted,
      colour,
    );
  const stayed = () => page.evaluate(() => window.stayed === true);

  return {
    async "a changed style is swapped without a reload"() {
      await open(page, base);
      await changed(
        "style.css",
        (style) => style.replace("--red: #8c2f24", "--red: #204060"),
        () => barIs("rgb(32, 64, 96)"),
      );
      await barIs("rgb(140, 47, 36)");
      expect(await stayed(), "the page was reloaded");
      return "changed and changed back, the page stayed";
    },

    async "a changed page is reloaded"() {
      await open(page, base);
      await changed(
        "index.html",
        (html) => html.replace("Nine tables", "Ten tables"),
        () => page.waitForFunction(() => document.querySelector(".hero")?.innerText.includes("Ten tables")),
      );
      await page.waitForFunction(() => document.querySelector(".hero")?.innerText.includes("Nine tables"));
      expect(!(await stayed()), "the page was not reloaded");
      return "changed and changed back";
    },

    async "a changed script reloads the page"() {
      await open(page, base);
      await changed(
        "parts/greeting.mjs",
        (script) => script.replace("welcomes you", "greets you"),
        () => page.waitForFunction(() => document.querySelector("#greeting")?.innerText.includes("greets you")),
      );
      return "changed and changed back";
    },
  };
}
