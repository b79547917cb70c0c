import Foundation
import OCI

@testable import Runtime

/// What a test says of an instance, and the OCI configuration that it makes.
struct Setup {
    var arguments: [String]
    var readOnly = false
    var terminal = false
    var volumes: [VolumeBinding] = []
    var ephemeral: [EphemeralVolume] = []
    var environment: [String] = []
    /// Where the first secret is, as a file.
    var secretFile: String?
    var log = LogOptions(maximumSize: 1 << 20, maximumFiles: 3)
    var exitCommand: [String] = []

    init(arguments: [String]) {
        self.arguments = arguments
    }

    func configuration(controlGroup: String) -> Data {
        let value: JSONValue = [
            "ociVersion": "1.0.0", "hostname": "box", "root": ["path": "rootfs", "readonly": .bool(readOnly)],
            "process": process, "mounts": .array(mounts), "linux": linux(controlGroup),
        ]
        return (try? JSONEncoder().encode(value)) ?? Data()
    }

    private var process: JSONValue {
        [
            "args": .array(arguments.map { .string($0) }), "cwd": "/",
            "env": .array((["PATH=/bin"] + environment).map { .string($0) }),
            "user": ["uid": 0, "gid": 0],
            "terminal": .bool(terminal), "noNewPrivileges": true,
            "capabilities": [
                "bounding": ["CAP_KILL", "CAP_CHOWN"], "effective": ["CAP_KILL", "CAP_CHOWN"],
                "permitted": ["CAP_KILL", "CAP_CHOWN"],
            ],
        ]
    }

    private func linux(_ controlGroup: String) -> JSONValue {
        let mappings: JSONValue = [
            ["containerID": 0, "hostID": .integer(Int64(Sandbox.idBase)), "size": .integer(Int64(IDMapping.length))]
        ]
        let namespaces = ["pid", "network", "ipc", "uts", "mount", "user", "cgroup"]
        return [
            "namespaces": .array(namespaces.map { ["type": .string($0)] }), "cgroupsPath": .string(controlGroup),
            "uidMappings": mappings, "gidMappings": mappings, "resources": ["pids": ["limit": 64]],
        ]
    }

    private var mounts: [JSONValue] {
        var mounts = [
            mount("/proc", "proc", "proc", []),
            mount("/dev", "tmpfs", "tmpfs", ["nosuid", "mode=755", "size=65536k"]),
            mount("/dev/pts", "devpts", "devpts", ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"]),
            mount("/sys", "sysfs", "sysfs", ["nosuid", "noexec", "nodev", "ro"]),
        ]
        for name in ["hosts", "hostname", "resolv.conf"] {
            mounts.append(mount("/etc/" + name, "bind", name, ["rbind", "rprivate"]))
        }
        for volume in volumes {
            let options = ["rbind", "rprivate"] + (volume.readOnly ? ["ro"] : [])
            mounts.append(mount("/volumes/" + volume.name, "bind", "volumes/" + volume.name, options))
        }
        for volume in ephemeral {
            mounts.append(mount(volume.destination, "bind", "ephemeral/" + volume.name, ["rbind", "rprivate"]))
        }
        if let secretFile { mounts.append(mount(secretFile, "bind", "secrets/files/0", ["rbind", "rprivate", "ro"])) }
        return mounts
    }

    private func mount(_ destination: String, _ type: String, _ source: String, _ options: [String]) -> JSONValue {
        [
            "destination": .string(destination), "type": .string(type), "source": .string(source),
            "options": .array(options.map { .string($0) }),
        ]
    }
}
