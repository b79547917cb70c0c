import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// The default set with what was added and without what was dropped; only root's process holds it from the start.
    mutating func addCapabilities() {
        settle("process.capabilities")
        let bounding = JSONValue.strings(boundingCapabilities)
        let changes = subject.given["process.capabilities"]?.given ?? []
        if changes.isEmpty {
            set("process.capabilities.bounding", bounding, .catalogueDefault)
        } else {
            let words = changes.map { "\($0.key) \($0.value == "add" ? "added" : "dropped")" }.joined(separator: ", ")
            set("process.capabilities.bounding", bounding, because: "the default with \(words)")
        }
        let isRoot = subject.execution.user?.isEmpty != false || subject.image?.user.uid == 0
        let reason = isRoot ? "root's process has what is bounding" : "the process isn't root's"
        for set in ["effective", "permitted"] {
            self.set("process.capabilities.\(set)", isRoot ? bounding : [], because: reason)
        }
        for set in ["inheritable", "ambient"] {
            self.set("process.capabilities.\(set)", [], .catalogueDefault)
        }
    }

    /// The most that the process can ever have.
    var boundingCapabilities: [String] {
        var held = Set(defaultCapabilities)
        let changes = (subject.given["process.capabilities"]?.given ?? []).map { ($0.key, $0.value == "add") }
        for (name, added) in changes where name == "ALL" {
            held = added ? Set(Catalogue.capabilities).subtracting(["ALL"]) : []
        }
        for (name, added) in changes where name != "ALL" {
            if added { held.insert(name) } else { held.remove(name) }
        }
        return held.sorted()
    }

    private var defaultCapabilities: [String] {
        guard case .value(let value) = Catalogue.parameter(at: "process.capabilities.bounding")?.default else {
            return []
        }
        return (value.array ?? []).compactMap(\.string)
    }
}
