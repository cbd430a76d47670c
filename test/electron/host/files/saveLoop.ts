import { writeWhole } from "#electron/host/files/wholeFile.ts";

/** Saves two plans in turn for ever, until it is killed: the child of `wholeFile.test.ts`. */
const [path, size] = [process.argv[2] ?? "", Number(process.argv[3])];
const contents = ["a", "b"].map((letter) => letter.repeat(size));
process.stdout.write("ready\n");
for (let i = 0; ; i++) writeWhole(path, contents[i % 2]!);
