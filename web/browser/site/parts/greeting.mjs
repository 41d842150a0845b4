/** What the door says, to whoever comes. */
export function greet(house) {
  return `${house.en} welcomes you. ${house.zh}欢迎您。`;
}
