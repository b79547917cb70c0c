import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// Limits of the control group: given as such, else from what the Orchestrator was given.
    mutating func addResources() {
        addMemory()
        addProcessors()
    }

    private mutating func addMemory() {
        let limit = "linux.resources.memory.limit"
        let asked = subject.given.value(of: "orchestrator.resources.memory.limit")
        if !settle(limit), let asked {
            set(limit, asked, because: "orchestrator.resources.memory.limit is given")
        }
        guard let bytes = subject.given.value(of: limit) ?? (subject.given[limit] == nil ? asked : nil) else { return }
        if bytes.integer == 0 { report(limit, "must be more than 0") }
        if !settle("linux.resources.memory.swap") {
            set("linux.resources.memory.swap", bytes, because: "the memory limit is one on memory and swap together")
        }
    }

    private mutating func addProcessors() {
        let quota = "linux.resources.cpu.quota"
        if !settle(quota), let processors = number("orchestrator.resources.cpu.limit") {
            set(
                quota, .integer(Int64((processors * Double(Self.period)).rounded())),
                because: "orchestrator.resources.cpu.limit is given")
        }
        if subject.given.value(of: quota) != nil || number("orchestrator.resources.cpu.limit") != nil {
            set("linux.resources.cpu.period", .integer(Self.period), because: "there is a quota")
        }
        if !settle("linux.resources.cpu.shares"), let processors = number("orchestrator.resources.cpu.request") {
            set(
                "linux.resources.cpu.shares", .integer(min(262_144, max(2, Int64((processors * 1024).rounded())))),
                because: "orchestrator.resources.cpu.request is \(processors)")
        }
    }

    /// In microseconds.
    private static let period: Int64 = 100_000

    private func number(_ parameter: String) -> Double? {
        switch subject.given.value(of: parameter) {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }
}
