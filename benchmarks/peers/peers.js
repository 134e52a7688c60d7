// Answers a line with the seconds of processor time the peer it names took for the messages of the first line.
import { createInterface } from "node:readline";
import { Filter } from "bad-words";
import { RegExpMatcher, englishDataset, englishRecommendedTransformers } from "obscenity";

const matcher = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
const filter = new Filter();
const peers = {
  obscenity: (text) => matcher.hasMatch(text),
  "bad-words": (text) => filter.isProfane(text),
};
let texts = [];

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  const began = process.cpuUsage();
  if (Array.isArray(asked)) texts = asked;
  else for (const text of texts) peers[asked](text);
  const took = process.cpuUsage(began);
  console.log((took.user + took.system) / 1e6);
}
