// Verifies requests with the libraries that subscribers use, and Ed25519 with Node's own OpenSSL.
// node verify.cjs <file>: [{"headers": {…}, "body": "…", "secrets": ["whsec_…"], "publicKeys": ["whpk_…"]}]
const crypto = require("node:crypto");
const fs = require("node:fs");
const libraries = { standardwebhooks: require("standardwebhooks").Webhook, svix: require("svix").Webhook };

const X509_OF_ED25519 = Buffer.from("302a300506032b6570032100", "hex");

function refused(verify) {
  try {
    verify();
  } catch {
    return;
  }
  throw new Error("A request that was changed on its way was taken");
}

function isSignedBy(publicKey, request, body) {
  const key = crypto.createPublicKey({
    key: Buffer.concat([X509_OF_ED25519, Buffer.from(publicKey.replace("whpk_", ""), "base64")]),
    format: "der",
    type: "spki",
  });
  const { "webhook-id": id, "webhook-timestamp": at, "webhook-signature": signatures } = request.headers;
  return signatures
    .split(" ")
    .filter((one) => one.startsWith("v1a,"))
    .some((one) => crypto.verify(null, Buffer.from(`${id}.${at}.${body}`), key, Buffer.from(one.slice(4), "base64")));
}

let checks = 0;
for (const request of JSON.parse(fs.readFileSync(process.argv[2], "utf8"))) {
  for (const [name, Webhook] of Object.entries(libraries)) {
    for (const secret of request.secrets) {
      const told = new Webhook(secret).verify(request.body, request.headers);
      if (told.id !== request.headers["webhook-id"]) {
        throw new Error(`${name} reads ${JSON.stringify(told)}`);
      }
      refused(() => new Webhook(secret).verify(request.body + " ", request.headers));
      checks++;
    }
  }
  for (const publicKey of request.publicKeys) {
    if (!isSignedBy(publicKey, request, request.body) || isSignedBy(publicKey, request, request.body + " ")) {
      throw new Error(`${publicKey} does not fit ${request.body}`);
    }
    checks++;
  }
}
console.log(`${checks} checks`);
