// Watching a page's requests, and saying what was expected.

/** Throws with the sentence unless the condition holds. */
export function expect(condition, otherwise) {
  if (!condition) {
    throw new Error(otherwise);
  }
}

/** Waits until `look` sees something, and returns it. */
export async function soon(look, what) {
  const end = Date.now() + 60_000;
  for (;;) {
    const seen = look();
    if (seen) {
      return seen;
    }
    expect(Date.now() < end, `${what} did not come within a minute`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The answers that a page got. The browser tells of a revalidated file as of a 200; the 304 is told separately. */
export class NetworkLog {
  #base;
  #answers = new Map();
  #wire = new Map();

  static async of(page, base) {
    const log = new NetworkLog();
    log.#base = base.href;
    const devTools = await page.context().newCDPSession(page);
    devTools.on("Network.responseReceived", ({ requestId, response }) => {
      const headers = Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]);
      log.#answers.set(requestId, {
        url: response.url,
        status: response.status,
        headers: Object.fromEntries(headers),
        cached: response.fromDiskCache === true,
      });
    });
    devTools.on("Network.requestServedFromCache", ({ requestId }) => log.#wire.set(requestId, "memory"));
    devTools.on("Network.responseReceivedExtraInfo", ({ requestId, statusCode }) =>
      log.#wire.set(requestId, statusCode),
    );
    await devTools.send("Network.enable");
    return log;
  }

  clear() {
    this.#answers.clear();
    this.#wire.clear();
  }

  /** All answers, or those for a path below the base. */
  answers(path) {
    return [...this.#answers]
      .map(([id, answer]) => {
        const wire = this.#wire.get(id);
        return { ...answer, cached: answer.cached || wire === "memory", wireStatus: wire ?? answer.status };
      })
      .filter((answer) => path === undefined || answer.url === this.#base + path);
  }

  /** The latest answer for a path below the base. */
  answer(path) {
    return this.answers(path).at(-1);
  }
}
