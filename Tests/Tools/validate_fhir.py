"""Check NDJSON of FHIR R4 resources: each one against its model, ids and references among each other.

    python3 Tests/Tools/validate_fhir.py out.ndjson      # needs: pip install fhir.resources

Exit 0 when all are valid, 1 when one is not, 77 when fhir.resources is not installed.
"""

import collections
import json
import re
import sys

try:
    from fhir.resources.R4B import get_fhir_model_class
except ImportError:
    print("fhir.resources is not installed")
    sys.exit(77)


def references(value):
    if isinstance(value, dict):
        if isinstance(value.get("reference"), str):
            yield value["reference"]
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from references(item)


def main(path):
    count, defects, ids, wanted = collections.Counter(), [], set(), []
    with open(path, encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            resource = json.loads(line)
            kind = resource.get("resourceType")
            count[kind] += 1
            try:
                get_fhir_model_class(kind).model_validate(resource)
            except Exception as error:  # the library raises several kinds
                defects.append(f"line {number}: {kind}: {error}")
            name = f"{kind}/{resource.get('id')}"
            if kind != "OperationOutcome":
                if name in ids:
                    defects.append(f"line {number}: the id stands there twice")
                if not re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", resource.get("id", "")):
                    defects.append(f"line {number}: not a FHIR id")
            ids.add(name)
            wanted += [(number, r) for r in references(resource) if r.startswith("Observation/")]
    defects += [f"line {n}: {r} is not in the file" for n, r in wanted if r not in ids]
    print(" ".join(f"{kind}={n}" for kind, n in sorted(count.items())))
    for defect in defects:
        print(defect)
    return 1 if defects else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
