from dataclasses import dataclass
@dataclass
class Identity:
    name: str
    certificate: bytes
    private_key: str
find_identity=add_identity=None
