/** Floods one process with messages as another one, and tells how many a second it answered: started by the bench. */
import { connect } from "node:net";
import { Decoder, encoded, type Frame } from "../../impl/hosts/node/frames.ts";

const [, , port, count] = process.argv;
const total = Number(count);
const base = { cluster: "bench", from: 1, incarnation: 1, to: 2, toIncarnation: null } as const;
const heartbeat: Frame = { ...base, kind: "message", content: { type: "AppendEntries", term: 1 } };
const bytes = encoded(heartbeat)!;
const decoder = new Decoder();
const socket = connect({ port: Number(port), host: "127.0.0.1" });
let begun = 0;
let sent = 0;
let answered = 0;

/** How many messages may be on their way: about what a queue of a host holds. */
const window = 200;

function write(): void {
  while (sent < total && sent - answered < window) {
    sent += 1;
    socket.write(bytes);
  }
}

socket.setNoDelay(true);
socket.write(encoded({ ...base, kind: "hello", content: "raft" })!);
socket.on("data", (data) => {
  for (const { kind } of decoder.push(data).frames) {
    if (kind === "message") answered += 1;
    else begun = performance.now();
  }
  write();
  if (answered === total) {
    console.log(JSON.stringify({ messages: total, seconds: (performance.now() - begun) / 1_000 }));
    socket.destroy();
  }
});
