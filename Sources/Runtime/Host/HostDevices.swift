import Foundation
import OCI

/// The devices of this machine that instances may ask for.
public enum HostDevices {
    /// Devices that are alike.
    public struct Group: Hashable, Sendable {
        public var kind: String
        public var attributes: [String: String]
        public var count: Int
    }

    /// What CDI's specifications name (cncf-tags/container-device-interface, `SPEC.md`: files of JSON in /etc/cdi and
    /// /var/run/cdi), and what the PCI bus has of graphics processors and accelerators; sorted.
    public static func found(
        specifications: [String] = ["/etc/cdi", "/var/run/cdi"], bus: String = "/sys/bus/pci/devices"
    ) -> [Group] {
        let named = specifications.flatMap(entries).filter { $0.hasSuffix(".json") }.flatMap(named)
        let counts = Dictionary(grouping: named + entries(of: bus).compactMap(onBus)) { $0 }
        return counts.map { Group(kind: $0.key.kind, attributes: $0.key.attributes, count: $0.value.count) }
            .sorted { ($0.kind, "\($0.attributes.sorted(by: <))") < ($1.kind, "\($1.attributes.sorted(by: <))") }
    }

    private struct Device: Hashable {
        var kind: String
        var attributes: [String: String] = [:]
    }

    private static func entries(of folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted().map { "\(folder)/\($0)" }
    }

    /// A device named `all` stands for the others together.
    private static func named(in path: String) -> [Device] {
        guard let data = FileManager.default.contents(atPath: path),
            let specification = try? CanonicalJSON.decode(JSONValue.self, from: data),
            let kind = specification["kind"]?.string
        else { return [] }
        return (specification["devices"]?.array ?? []).filter { $0["name"]?.string != "all" }.map { _ in
            Device(kind: kind)
        }
    }

    /// The class is six digits: base class, subclass, interface (PCI Code and ID Assignment). 03 is a display
    /// controller, of which 02, without a screen, is for computing; 12 is an accelerator.
    private static func onBus(_ path: String) -> Device? {
        guard let code = TextFile.trimmed(path + "/class"), code.hasPrefix("0x") else { return nil }
        let kinds = ["0302": "gpu", "0300": "display", "1200": "accelerator"]
        guard let kind = kinds[String(code.dropFirst(2).prefix(4))] else { return nil }
        func attribute(_ name: String) -> String? {
            TextFile.trimmed("\(path)/\(name)").map { $0.hasPrefix("0x") ? String($0.dropFirst(2)) : $0 }
        }
        var device = Device(kind: kind)
        device.attributes["vendor"] = attribute("vendor")
        device.attributes["device"] = attribute("device")
        return device
    }
}
