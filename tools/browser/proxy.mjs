// A proxy that compresses, as many stand in front of services. What it compresses
// gets a tag of its own.
import { once } from "node:events";
import { createServer, request } from "node:http";
import { gzip } from "node:zlib";

/** compressing starts a proxy in front of the service. retag makes a tag of a tag, or null for none. */
export async function compressing(service, retag) {
  const server = createServer((from, to) => {
    const onward = request(service.address + from.url, { method: from.method, headers: { ...from.headers, "accept-encoding": "identity" } }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => gzip(Buffer.concat(parts), (_, packed) => {
        const headers = { ...answer.headers, "content-encoding": "gzip", "content-length": packed.length };
        delete headers["transfer-encoding"];
        const tag = answer.headers.etag && retag(answer.headers.etag);
        if (tag) headers.etag = tag;
        else delete headers.etag;
        to.writeHead(answer.statusCode, headers).end(packed);
      }));
    });
    onward.on("error", () => to.destroy());
    from.pipe(onward);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    stop: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }),
  };
}
