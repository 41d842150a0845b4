import season from "../season.json" with { type: "json" };

/** A word on what is fresh. */
export function note() {
  return `${season.en} ${season.zh}`;
}
