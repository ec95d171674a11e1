"""SSH public keys that nobody has, with what `ssh-keygen -l` prints of them."""

from __future__ import annotations

from typing import NamedTuple


class Known(NamedTuple):
    text: str
    empreinte: str


ED25519 = Known(
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJRoBRR6P2J2vjFZU0UBdJKfZ7romgxajsgvahl/pmZR",
    "SHA256:QClRaWaVc6vS7goRkQuBaoM3i5pGIS103Zhc3ka2o2c",
)
ECDSA = Known(
    "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBC4Ixy/V6MJ9uuA/mdhS/"
    "1+61rhZ3s14fITv33YjGJbkn1ZrtEg1HMoE4M0U++xHFomwvYnFV/1IPTb1V8Svvew=",
    "SHA256:Ca36/2+M9vVDQ4bSLR49xZ1lUP4qiFJU0nwk/rTuDyY",
)
ECDSA_521 = Known(
    "ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBAGTqUCk2EW5DGD9tJHR2B"
    "rvmmJxrKxjwrsq5wklchbrSKwo2K9N6b5u8/+K9nSxgLOoKvqr9XdLkU3u4UHR8EfWwQGdFE+0AXRRU+tjxssB8y+76EGK"
    "Nu+1P+SdhK9EtV5At7+ETU86seeDL1OrCYVB7doYYCFvVnWJGch5E7BjTM66gw==",
    "SHA256:o+1HYGLMLQc/1I6honlcpsXZrdp7QoIGvqdLJbzhJW0",
)
RSA = Known(
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQCXvoaBG9usnED0Y9h2eZhxKfVW0fCF3mxwGDgiTS6CGkfxqwwgh7Y3/g"
    "Rn5/PYO17GVv4aaRgpun7pW/PDhP6R8qN9umJ/Bzpc8M7eQEuLEysHI2JFBUSFLbwe/1yz0xlgg6B45pJnapuPO/ITm/zp"
    "kHaVpIIonkMofs7i4LajcsQyYmKf1rIlwAEYe6eTlVwMpsXxSIczQQy5jmUaERuAKr2Tf1QNsflIwXZ3SnBRiwGkymibBx"
    "jLzDMAGhMhLcQ+PuoDeQMDulkhJ/trLGs9fleLiRSY31fe9Wa1Kmp8YpIBiQy/CnMyzg2Arc/D8t8p6R7QWxEY3P27gwuE"
    "Adv/e+MD7RAtvqjfPMeeIRkeBFmsRw5HFKpDnammqqigOpw9kmB+AjQk0Gdocf3RYW6xUsMslwB2H2zvG8o4z2dgXJAjNZ"
    "saJ9z1k6+bOApr5DU/OYxopKUgAivm5aVWuNVT3yjz1ABj5zfCkAfUOwA/9fiMO2OkSlqFBQQzHpaIHE0=",
    "SHA256:t9m3gocHYhbsDOzwNgR2pX8SWSCfnB5j6+FZzGDh0xg",
)
SHORT_RSA = (
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDRB3hkRukpzd59a+z+O+S0/+3LgwiZ8l7hj3C/U0bumNnmHw5hI82K04"
    "iautE9ZbSGRqgjkSQZIMA7ct0vma9Y2RUwysOCBBi91hCXPZkINDcHp3CRBeRM6wxM4zdAmic/j77a8vTfeJ8+zeFmhB1Z"
    "x6/byz9CozZwEK42V6mbzu524b3ivsXMZInuWW3rbz8T1XmWPEXoTWjQhBs/f/Vwb4RpdYgfSx4lXmRRE2EVCjPJEABAwF"
    "AVHpEmHdQv8lMJ5/IbmU1NIPNUHyoIB6Lm221oh3syp1z67scFUCYBgkkACzfyhVXkd/asKYqwO5MsGJDWShTf9NRlCWVD"
    "1UXj"
)
IN_HARDWARE = Known(
    "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIAABAgMEBQYHCAkKCwwNDg8"
    "QERITFBUWFxgZGhscHR4fAAAABHNzaDo=",
    "SHA256:/p0CbeE3dk2SyW1OXXsThGc12ezDVD8eGw2/vtztDfk",
)
ALL = (ED25519, ECDSA, ECDSA_521, RSA, IN_HARDWARE)
