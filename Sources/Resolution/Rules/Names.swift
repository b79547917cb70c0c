import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// The host's name inside: the operator's, else the artefact's as a DNS label.
    mutating func addNames() {
        if let name = subject.given.value(of: "hostname")?.string, !Self.isHostname(name) {
            report("hostname", "must be letters, digits, '-' and '.', 64 at the most, not '\(name)'")
        }
        if isShared("uts") {
            for path in ["hostname", "domainname"] {
                if subject.given.value(of: path) != nil {
                    report(path, "can't be given: security.hostNamespaces shares the host's names")
                }
                set(path, nil, because: "the instance has the host's names")
            }
            return
        }
        let label = JSONValue.string(Self.label(subject.artefact.name))
        if !settle("hostname", else: label) { set("hostname", label, because: "it is the artefact's name") }
    }

    /// What the instance runs, and where. The image, or the closure, is pinned: an artefact that is forged anew is another,
    /// and the instance goes over to it when it is resolved anew, content and configuration together.
    mutating func addPlacement() {
        set("artefact", .string(subject.artefact.name), subject.origin(at: subject.automaton.declaration.location))
        switch subject.artefact.content {
        case .image(let image):
            set("image.manifest", .string("\(image.manifest)"), because: "\(subject.artefact.id) is this image")
        case .nix(let nix):
            set("nix.outputs", .strings(nix.outputs), because: "\(subject.artefact.id) is this: \(nix.descent)")
            set("nix.derivation", (nix.drv ?? subject.deriver).map { .string($0) }, because: descent(of: nix))
        }
    }

    private func descent(of nix: NixArtefact) -> String {
        let artefact = subject.artefact.id
        if nix.drv != nil { return "\(artefact) is built by it" }
        guard subject.deriver != nil else { return "nobody says which derivation put \(artefact) out" }
        return "\(artefact) is built by it, as \(nix.origin ?? "its cache") says"
    }

    /// A name as a DNS label: lower-case letters, digits and inner hyphens, 63 at the most (RFC 1123, section 2.1).
    static func label(_ name: String) -> String {
        let letters = name.lowercased().map { isLabelLetter($0) ? $0 : "-" }
        let start = letters.drop { $0 == "-" }.prefix(63)
        let label = String(start.reversed().drop { $0 == "-" }.reversed())
        return label.isEmpty ? "instance" : label
    }

    private static func isHostname(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 64 && name.first != "-" && name.first != "."
            && name.lowercased().allSatisfy { isLabelLetter($0) || $0 == "." }
    }

    private static func isLabelLetter(_ letter: Character) -> Bool {
        letter.isASCII && (letter.isLetter || letter.isNumber) || letter == "-"
    }
}
