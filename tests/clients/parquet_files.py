"""pyarrow and shapely read exported Parquet, beside the CSV and the GeoJSON of the same export. Prints what they found, as JSON."""

import csv
import json
import pathlib
import sys

import pyarrow.parquet as parquet
import shapely

folder = pathlib.Path(sys.argv[1])


def same(cell, text):
    """Whether a cell of Parquet is what the CSV says: nothing for an empty one, numbers as numbers."""
    if cell is None:
        return text == ""
    return float(text) == cell if isinstance(cell, float) else text == cell


def lookup(name):
    table = parquet.read_table(folder / f"{name}.parquet")
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = {column: table.column(column).to_pylist() for column in table.column_names}
    differ = [
        [column, row[column], columns[column][number]]
        for number, row in enumerate(rows)
        for column in row
        if not same(columns[column][number], row[column])
    ]
    return {"rows": table.num_rows, "columns": table.column_names == list(rows[0]), "differ": differ[:3]}


def polygons():
    file = parquet.ParquetFile(folder / "neighbourhoods.parquet")
    geo = json.loads(file.schema_arrow.metadata[b"geo"])
    column = geo["primary_column"]
    table = file.read()
    collection = json.loads((folder / "neighbourhoods.geojson").read_text(encoding="utf-8"))
    beside = {feature["properties"]["id"]: feature for feature in collection["features"]}
    ids = table.column("id").to_pylist()
    shapes = dict(zip(ids, shapely.from_wkb(table.column(column).to_pylist())))
    equal = all(shapes[id].equals_exact(shapely.geometry.shape(beside[id]["geometry"]), 0) for id in ids)
    residents = dict(zip(ids, table.column("residents").to_pylist()))
    return {
        "version": geo["version"],
        "encoding": geo["columns"][column]["encoding"],
        "types": geo["columns"][column]["geometry_types"],
        # Without a system it is OGC:CRS84 (GeoParquet 1.1, "crs").
        "crs": geo["columns"][column].get("crs", "OGC:CRS84"),
        "count": len(ids),
        "equal": equal and set(ids) == set(beside),
        "residents": all(residents[id] == beside[id]["properties"]["residents"] for id in ids),
    }


answers = {name: lookup(name) for name in ["postcodes", "areas", "practices"]}
print(json.dumps(answers | {"neighbourhoods": polygons()}))
