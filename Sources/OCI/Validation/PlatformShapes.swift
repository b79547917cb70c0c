/// The rules for what other platforms than Linux have of their own (runtime-spec, schema/config-*.json).
enum PlatformShapes {
    static let solaris = Shape.object([
        "milestone": .string, "limitpriv": .string, "maxShmMemory": .string,
        "cappedCPU": .object(["ncpus": .string]), "cappedMemory": .object(["physical": .string, "swap": .string]),
        "anet": .array(
            of: .object([
                "linkname": .string, "lowerLink": .string, "allowedAddress": .string,
                "configureAllowedAddress": .string, "defrouter": .string, "macAddress": .string,
                "linkProtection": .string,
            ])),
    ])

    static let windows = Shape.object(
        [
            "layerFolders": .array(of: .string, atLeast: 1),
            "devices": .array(of: .object(["id": .string, "idType": .word("class")], needs: "id", "idType")),
            "resources": .object([
                "memory": .object(["limit": .whole(UInt64.self)]),
                "cpu": .object([
                    "count": .whole(UInt64.self), "shares": .whole(UInt16.self), "maximum": .whole(UInt16.self),
                    "affinity": .object(["mask": .whole(UInt64.self), "group": .whole(UInt32.self)]),
                ]),
                "storage": .object([
                    "iops": .whole(UInt64.self), "bps": .whole(UInt64.self), "sandboxSize": .whole(UInt64.self),
                ]),
            ]),
            "network": .object([
                "endpointList": .strings, "allowUnqualifiedDNSQuery": .bool, "DNSSearchList": .strings,
                "networkSharedContainerName": .string, "networkNamespace": .string,
            ]),
            "credentialSpec": .object(), "servicing": .bool, "ignoreFlushesDuringBoot": .bool,
            "hyperv": .object(["utilityVMPath": .string]),
        ], needs: "layerFolders")

    static let vm = Shape.object(
        [
            "hypervisor": .object(["path": .string, "parameters": .strings], needs: "path"),
            "kernel": .object(["path": .string, "parameters": .strings, "initrd": .string], needs: "path"),
            "image": .object(
                ["path": .string, "format": .word("raw", "qcow2", "vdi", "vmdk", "vhd")], needs: "path", "format"),
            "hwConfig": .object([
                "deviceTree": .string, "vcpus": .whole(UInt32.self), "memory": .whole(UInt64.self),
                "dtdevs": .strings, "irqs": .array(of: .whole(UInt32.self)),
                "iomems": .array(
                    of: .object(
                        [
                            "firstGFN": .whole(UInt64.self), "firstMFN": .whole(UInt64.self),
                            "nrMFNs": .whole(UInt64.self),
                        ], needs: "firstMFN", "nrMFNs")),
            ]),
        ], needs: "kernel")

    static let zos = Shape.object([
        "namespaces": .array(
            of: .object(["type": .word("mount", "pid", "uts", "ipc"), "path": .string], needs: "type"))
    ])

    static let freebsd = Shape.object([
        "devices": .array(of: .object(["path": .string, "mode": LinuxShapes.fileMode])),
        "jail": .object([
            "parent": .string, "host": shared, "ip4": sharedOrNot, "ip4Addr": .strings, "ip6": sharedOrNot,
            "ip6Addr": .strings, "vnet": shared, "interface": .string, "vnetInterfaces": .strings,
            "sysvmsg": sharedOrNot, "sysvsem": sharedOrNot, "sysvshm": sharedOrNot,
            "enforceStatfs": .whole(UInt8.self),
            "allow": .object([
                "setHostname": .bool, "rawSockets": .bool, "chflags": .bool, "mount": .strings, "quotas": .bool,
                "socketAf": .bool, "mlock": .bool, "reservedPorts": .bool, "suser": .bool,
            ]),
        ]),
    ])

    private static let shared = Shape.word("new", "inherit")
    private static let sharedOrNot = Shape.word("disable", "new", "inherit")
}
