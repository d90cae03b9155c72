"""postcodes-io-api as its users call it; only its base URL is another. Prints what it was answered, as JSON."""

import json
import sys

import postcodes_io_api

api = postcodes_io_api.Api(base_url=sys.argv[1])
answers = {
    "lookup": api.get_postcode("OX11ND"),
    "unknown": api.get_postcode("ZZ11ZZ"),
    "is_valid": api.is_postcode_valid("OX1 1ND"),
    "is_invalid": api.is_postcode_valid("nonsense"),
    "is_terminated": api.is_postcode_terminated("GL7 3JP"),
    "bulk": api.get_bulk_postcodes(["OX1 1ND", "nonsense"]),
    "bulk_geo": api.get_bulk_reverse_geocode(
        {"geolocations": [{"longitude": -1.2618616, "latitude": 51.7518205, "limit": 1}]}
    ),
    "nearest": api.get_nearest_postcodes_for_postcode(postcode="OX1 1ND", limit=2),
    "geo": api.get_nearest_postcodes_for_coordinates(latitude=51.7518205, longitude=-1.2618616, limit=2),
    "random": api.get_random_postcode(),
    "autocomplete": api.get_autocomplete_postcode(postcode="OX1 1N", limit=2),
    "outcode": api.get_outcode("OX1"),
    "outcodes": api.get_nearest_outcodes_for_outcode(outcode="OX1", limit=2),
    "outcodes_geo": api.get_nearest_outcodes_for_coordinates(latitude=51.75, longitude=-1.25, limit=2),
}
print(json.dumps(answers))
