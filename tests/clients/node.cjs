// node-postcodes.io as its users call it; only its base URL is another. Prints what it was answered, as JSON.
"use strict";
const client = require("node-postcodes.io");
client.endpoint = process.argv[2];

async function main() {
  const answers = {
    lookup: await client.lookup("OX11ND"),
    unknown: await client.lookup("ZZ11ZZ"),
    terminated_lookup: await client.lookup("GL73JP"),
    bulk: await client.lookup(["OX1 1ND", "nonsense"], { filter: "postcode,neighbourhood" }),
    geo: await client.geo(51.7518205, -1.2618616, { limit: 2 }),
    bulk_geo: await client.geo([{ longitude: -1.2618616, latitude: 51.7518205, limit: 1 }]),
    random: await client.random(),
    validate: await client.validate("OX1 1ND"),
    nearest: await client.nearest("OX1 1ND"),
    autocomplete: await client.autocomplete("OX1 1N"),
    query: await client.query("OX1 1ND"),
    terminated: await client.terminated("GL7 3JP"),
    outcode: await client.outcodes("OX1"),
  };
  console.log(JSON.stringify(answers));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
