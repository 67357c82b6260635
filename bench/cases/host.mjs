// What the numbers were taken on.
console.log(
  JSON.stringify({
    node: process.versions.node,
    v8: process.versions.v8,
    platform: `${process.platform} ${process.arch}`,
  }),
)
