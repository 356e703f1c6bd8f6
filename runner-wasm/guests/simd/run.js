// node run.js simd.wasm: what V8 makes of every function, as "name hex" lines.
const fs = require("fs");
let memory;
let result = "";
const imports = {
  "mortise/1": {
    output: (at, length) => (result = Buffer.from(memory.buffer.slice(at, at + length)).toString("hex")),
  },
};
const instance = new WebAssembly.Instance(new WebAssembly.Module(fs.readFileSync(process.argv[2])), imports);
memory = instance.exports.memory;
for (const name of Object.keys(instance.exports).filter((name) => /\.\d+$/.test(name))) {
  instance.exports[name](0);
  console.log(name + " " + result);
}
