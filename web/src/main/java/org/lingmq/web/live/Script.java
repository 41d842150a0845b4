package org.lingmq.web.live;

import java.nio.charset.StandardCharsets;

/** What runs in the pages. */
final class Script {
    /**
     * Listens while its page is seen: a hidden one would take one of the six connections that a browser opens to a
     * server of HTTP/1.1. The state that comes with each message tells a page that was away whether it missed a change.
     * Style sheets are exchanged one by one, the new before the old, so that the page is never without; when none of
     * those that changed is linked, another may import it, and only a reload shows that.
     */
    private static final String TEXT = """
            (() => {
              "use strict";
              if (window.lingReload) {
                return;
              }
              window.lingReload = true;

              const address = new URL("reload", document.currentScript.src);
              let events = null;
              let known = "";
              let swaps = 0;

              const place = link => {
                try {
                  return new URL(link.href);
                } catch (e) {
                  return null;
                }
              };

              const swap = paths => {
                const links = [...document.querySelectorAll("link[rel~=stylesheet][href]:not([data-ling-old])")]
                  .filter(link => place(link)?.origin === location.origin);
                const changed = new Set(paths.map(path =>
                  new URL(encodeURI(path).replace(/[?#]/g, encodeURIComponent), location.origin).pathname));
                if (!links.some(link => changed.has(place(link).pathname))) {
                  return false;
                }
                swaps++;
                for (const link of links) {
                  const fresh = link.cloneNode();
                  const target = place(link);
                  target.searchParams.set("ling-reload", Date.now() + "-" + swaps);
                  fresh.href = target.href;
                  fresh.onload = fresh.onerror = () => link.remove();
                  link.dataset.lingOld = "";
                  link.after(fresh);
                }
                return true;
              };

              const close = () => {
                if (events !== null) {
                  events.close();
                  events = null;
                }
              };

              const open = () => {
                close();
                if (document.hidden) {
                  return;
                }
                const source = new EventSource(address);
                events = source;
                source.addEventListener("hello", event => {
                  if (known !== "" && known !== event.data) {
                    location.reload();
                  }
                  known = event.data;
                });
                source.addEventListener("change", event => {
                  known = event.lastEventId;
                  const paths = JSON.parse(event.data);
                  if (!paths.every(path => path.endsWith(".css")) || !swap(paths)) {
                    location.reload();
                  }
                });
                source.addEventListener("error", () => {
                  // The browser tries again by itself, but not after an answer that says no.
                  if (source.readyState === EventSource.CLOSED && events === source) {
                    setTimeout(() => events === source && open(), 1000);
                  }
                });
              };

              document.addEventListener("visibilitychange", () => document.hidden ? close() : open());
              open();
            })();
            """;

    static final byte[] BYTES = TEXT.getBytes(StandardCharsets.UTF_8);

    private Script() {}
}
