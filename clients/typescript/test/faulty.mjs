// A proxy before the service that fails as it is told, once for each fault.
import { once } from "node:events";
import { createServer } from "node:http";

/**
 * faulty stands before a service. Faults are taken in order, one a request; then
 * all is well. A fault is a status with headers, which the service never hears
 * of, or a line that drops: "before" the service hears, "after" it has done
 * what was asked, or "half-way" through its reply.
 */
export async function faulty(address) {
  const faults = [];
  const heard = [];
  const server = createServer(async (request, response) => {
    const fault = faults.shift();
    heard.push({ method: request.method, path: request.url, headers: request.headers });
    const body = await request.toArray();
    if (fault === "before") return request.socket.destroy();
    if (typeof fault === "object") {
      response.writeHead(fault.status, fault.headers).end(fault.body);
      return;
    }
    const { host, connection, "content-length": length, "transfer-encoding": coding, ...headers } = request.headers;
    const reply = await fetch(address + request.url, { method: request.method, headers, body: body.length ? Buffer.concat(body) : undefined });
    const said = Buffer.from(await reply.arrayBuffer());
    if (fault === "after") return request.socket.destroy();
    response.writeHead(reply.status, { ...Object.fromEntries(reply.headers), "content-length": said.length });
    if (fault === "half-way") return response.write(said.subarray(0, said.length / 2), () => request.socket.destroy());
    response.end(said);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = () => (server.closeAllConnections(), server.close());
  return { address: `http://127.0.0.1:${server.address().port}`, faults, heard, stop };
}
