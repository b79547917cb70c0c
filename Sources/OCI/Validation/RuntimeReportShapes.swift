/// The rules for what a runtime says of itself and of a container (runtime-spec, features.md and runtime.md).
enum RuntimeReportShapes {
    static let features = Shape.object(
        [
            "ociVersionMin": RuntimeShapes.version, "ociVersionMax": RuntimeShapes.version, "hooks": .strings,
            "mountOptions": .strings, "annotations": .annotations, "potentiallyUnsafeConfigAnnotations": .strings,
            "linux": .object([
                "namespaces": .array(of: .word(LinuxShapes.namespaces)), "capabilities": .array(of: capability),
                "cgroup": .object([
                    "v1": .bool, "v2": .bool, "systemd": .bool, "systemdUser": .bool, "rdma": .bool,
                ]),
                "seccomp": .object([
                    "enabled": .bool, "actions": .array(of: .word(SeccompShapes.actions)),
                    "operators": .array(of: .word(SeccompShapes.operators)),
                    "archs": .array(of: .word(SeccompShapes.architectures)),
                    "knownFlags": .array(of: .word(SeccompShapes.flags)),
                    "supportedFlags": .array(of: .word(SeccompShapes.flags)),
                ]),
                "apparmor": ability, "selinux": ability, "intelRdt": ability, "netDevices": ability,
                "mountExtensions": .object(["idmap": ability]),
            ]),
        ], needs: "ociVersionMin", "ociVersionMax")

    static let state = Shape.object(
        [
            "ociVersion": RuntimeShapes.version, "id": .string, "bundle": .absolutePath,
            "status": .word("creating", "created", "running", "stopped"), "annotations": .annotations,
            "pid": .whole(0...Int128.max, as: "a whole number, 0 or more").within(0...Int128(Int32.max), .processID),
        ], needs: "ociVersion", "id", "status", "bundle"
    ).and(.processID) { value in
        let needsProcess = ["created", "running"].contains(value["status"]?.string)
        return needsProcess && value["pid"] == nil ? "a container that is created or running has a pid" : nil
    }

    private static let ability = Shape.object(["enabled": .bool])
    private static let capability = Shape.text("CAP_ and capital letters") { text in
        text.hasPrefix("CAP_") && text.utf8.count > 4
            && text.utf8.dropFirst(4).allSatisfy { (65...90).contains($0) || $0 == 95 }
    }
}
