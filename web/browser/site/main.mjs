import { greet } from "./parts/greeting.mjs";
import { rows } from "./parts/card.js";

const teas = await (await fetch("data.json")).json();

document.querySelector("#greeting").textContent = greet(teas.house);
document.querySelector("#teas").append(...rows(teas.card));

// The sum is WebAssembly's: streaming wants the type application/wasm.
const { instance } = await WebAssembly.instantiateStreaming(fetch("parts/add.wasm"));
const total = teas.card.map((tea) => tea.yuan).reduce(instance.exports.add, 0);
document.querySelector("#total").textContent = total;

// Asked for when the page is up, as a script does with what it does not always need.
const { note } = await import("./parts/season.mjs");
document.querySelector("#season").textContent = note();
document.documentElement.dataset.ready = "yes";
