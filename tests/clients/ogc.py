"""OWSLib as its users call it, against the OGC face. Prints what it was answered, as JSON."""

import json
import sys

from owslib.ogcapi.features import Features

service = Features(sys.argv[1])
areas = service.collection_items("areas", limit=1000)
filtered = service.collection_items("areas", limit=1, filter="residents > 2000")
boxed = service.collection_items("postcodes", bbox=[-1.30, 51.72, -1.20, 51.79], limit=1)
answers = {
    "collections": service.feature_collections(),
    "conforms_to_core": "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in service.conformance()["conformsTo"],
    "api": service.api()["openapi"],
    "title": service.collection("neighbourhoods")["title"],
    "queryable": service.collection_queryables("areas")["properties"]["residents"]["type"],
    "schema": service.collection_schema("areas")["properties"]["geometry"]["format"],
    "areas": len(areas["features"]),
    "residents": sum(area["properties"]["residents"] for area in areas["features"]),
    "filtered": filtered["numberMatched"],
    "boxed": boxed["numberMatched"],
    "one": service.collection_item("neighbourhoods", "N07")["properties"]["name"],
}
print(json.dumps(answers))
