/// The rules for the limits of a control group (runtime-spec, config-linux.md, "Control groups").
enum ResourceShapes {
    static let resources = Shape.object([
        "unified": .stringMap, "devices": .array(of: deviceRule),
        "pids": .object(["limit": .whole(Int64.self)], needs: "limit"),
        "blockIO": blockIO, "cpu": cpu, "memory": memory,
        "hugepageLimits": .array(
            of: .object(["pageSize": pageSize, "limit": .whole(UInt64.self)], needs: "pageSize", "limit")),
        "network": .object([
            "classID": .whole(UInt32.self),
            "priorities": .array(
                of: .object(["name": .string, "priority": .whole(UInt32.self)], needs: "name", "priority")),
        ]),
        "rdma": .map(
            of: Shape.object(["hcaHandles": .whole(UInt32.self), "hcaObjects": .whole(UInt32.self)])
                .needsOne(of: "hcaHandles", "hcaObjects", by: .rdmaLimit)),
    ])

    private static let deviceRule = Shape.object(
        [
            "allow": .bool, "major": .whole(Int64.self), "minor": .whole(Int64.self),
            "type": .string.and(.deviceRule) { value in
                ["a", "b", "c"].contains(value.string) ? nil : "\(value.kind) is not one of a, b, c"
            },
            "access": .string.and(.deviceRule) { value in
                value.string?.allSatisfy { "rwm".contains($0) } == true
                    ? nil : "\(value.kind) has more than the letters r, w and m"
            },
        ], needs: "allow")

    private static let cpu = Shape.object([
        "cpus": .string, "mems": .string, "period": .whole(UInt64.self), "quota": .whole(Int64.self),
        "burst": .whole(UInt64.self), "realtimePeriod": .whole(UInt64.self), "realtimeRuntime": .whole(Int64.self),
        "shares": .whole(UInt64.self), "idle": .whole(Int64.self),
    ])

    private static let memory = Shape.object([
        "kernel": .whole(Int64.self), "kernelTCP": .whole(Int64.self), "limit": .whole(Int64.self),
        "reservation": .whole(Int64.self), "swap": .whole(Int64.self),
        "swappiness": Shape.whole(UInt64.self).within(0...100, .swappiness), "disableOOMKiller": .bool,
        "useHierarchy": .bool, "checkBeforeUpdate": .bool,
    ])

    private static let blockIO = Shape.object([
        "weight": weight, "leafWeight": weight, "weightDevice": .array(of: weightDevice),
        "throttleReadBpsDevice": throttles, "throttleWriteBpsDevice": throttles,
        "throttleReadIOPSDevice": throttles, "throttleWriteIOPSDevice": throttles,
    ])

    private static let weight = Shape.whole(UInt16.self).within(10...1000, .weightRange)
    private static let weightDevice = Shape.object(
        ["major": .whole(Int64.self), "minor": .whole(Int64.self), "weight": weight, "leafWeight": weight],
        needs: "major", "minor"
    ).needsOne(of: "weight", "leafWeight", by: .weightNeeded)
    private static let throttles = Shape.array(
        of: Shape.object(
            ["major": .whole(Int64.self), "minor": .whole(Int64.self), "rate": .whole(UInt64.self)],
            needs: "major", "minor"
        ).needsOne(of: "rate", by: .rateNeeded))

    /// A number that doesn't begin with 0, then KB, MB or GB.
    private static let pageSize = Shape.text("a page size, as 2MB") { text in
        let digits = text.utf8.dropLast(2)
        return ["KB", "MB", "GB"].contains(text.suffix(2)) && digits.first != 48 && !digits.isEmpty
            && digits.allSatisfy { (48...57).contains($0) }
    }
}
