"""For each mail of a folder, a line: its name, how many defects Python finds in it, and whether dkimpy verifies it."""
import email
import email.policy
import pathlib
import sys

import dkim

folder, key = sys.argv[1:3]
record = ("v=DKIM1; k=rsa; p=" + key).encode()
for file in sorted(pathlib.Path(folder).iterdir()):
    raw = file.read_bytes()
    defects = []
    for part in email.message_from_bytes(raw, policy=email.policy.default).walk():
        defects += part.defects
        for field in part.values():
            defects += getattr(field, "defects", [])
    verified = dkim.verify(raw, dnsfunc=lambda name, timeout=5: record)
    print(file.name, len(defects), verified, *map(repr, defects))
