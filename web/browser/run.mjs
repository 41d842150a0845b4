#!/usr/bin/env node
// Visits a site in a browser and prints one JSON object per check: {"name": ..., "ok": ..., "message": ...}.
// Exits with 0 when the checks could run, whatever they found, and with 2 and one sentence when they could not.
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import { http2Checks, liveChecks, visitChecks } from "./checks.mjs";

const USAGE = `Usage: run.mjs URL OUTDIR [--http2-url URL] [--live FOLDER]
  URL              the site, as a server shows the folder \`site\`
  OUTDIR           gets the screenshots index.png, about.png and 404.png
  --http2-url URL  the same site over HTTPS; its certificate is not checked
  --live FOLDER    the folder that the server of URL shows and watches; files in it are changed and put back
$CHROMIUM names the browser; without it /usr/bin/chromium is taken.`;

/** What makes it impossible to look at anything. */
class CannotRun extends Error {}

function arguments_() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { "http2-url": { type: "string" }, live: { type: "string" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  if (positionals.length !== 2) {
    throw new CannotRun(USAGE);
  }
  return { base: site(positionals[0]), outDir: positionals[1], http2: values["http2-url"], live: values.live };
}

function site(url) {
  try {
    return new URL(url.endsWith("/") ? url : `${url}/`);
  } catch {
    throw new CannotRun(`'${url}' is not a URL.`);
  }
}

async function launch() {
  const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
  if (!existsSync(executablePath)) {
    throw new CannotRun(`There is no ${executablePath}; install chromium, or set CHROMIUM to the browser.`);
  }
  const playwright = await import("playwright-core").catch(() => {
    throw new CannotRun("playwright-core is missing; run `npm ci --ignore-scripts` in web/browser.");
  });
  // Each launch has a new, empty profile.
  return playwright.chromium.launch({
    executablePath,
    headless: true,
    chromiumSandbox: false,
    args: [
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Runs checks one after the other; when the first fails there is no page, and the others are left out. */
async function report(checks) {
  for (const [place, [name, check]] of Object.entries(checks).entries()) {
    let result;
    try {
      result = { name, ok: true, message: await check() };
    } catch (error) {
      result = { name, ok: false, message: error.message.replace(/\u001b\[\d+m/g, "").trim() };
    }
    console.log(JSON.stringify(result));
    if (place === 0 && !result.ok) {
      break;
    }
  }
}

/** Runs checks in a page with a cache and cookies of its own. */
async function visit(browser, checksOf) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(60_000);
  await report(checksOf(await context.newPage()));
  await context.close();
}

async function main() {
  const { base, outDir, http2, live } = arguments_();
  await mkdir(outDir, { recursive: true });
  const browser = await launch();
  try {
    await visit(browser, (page) => visitChecks({ page, base, outDir }));
    if (http2) {
      await visit(browser, (page) => http2Checks({ page, base: site(http2) }));
    }
    if (live) {
      await visit(browser, (page) => liveChecks({ page, base, folder: live }));
    }
  } finally {
    await browser.close();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof CannotRun || error.code?.startsWith("ERR_PARSE_ARGS") ? error.message : error);
  process.exitCode = 2;
}
