import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// Limits of the control group: given as such, else from what the Orchestrator was given.
    mutating func addResources() {
        addMemory()
        addReservation()
        addProcessors()
        if subject.given.value(of: "linux.resources.pids.limit") == 0 {
            report("linux.resources.pids.limit", "is 0, which runtimes take for different things: give -1 for no limit")
        }
        if subject.given.value(of: "linux.memoryPolicy.mode") == nil {
            for key in ["nodes", "flags"] where subject.given.value(of: "linux.memoryPolicy.\(key)") != nil {
                report("linux.memoryPolicy.\(key)", "says nothing without a mode: give linux.memoryPolicy.mode too")
            }
        }
    }

    private mutating func addMemory() {
        let limit = "linux.resources.memory.limit"
        let asked = subject.given.value(of: "orchestrator.resources.memory.limit")
        if !settle(limit, else: asked), let asked {
            set(limit, asked, because: "orchestrator.resources.memory.limit is given")
        }
        let swap = "linux.resources.memory.swap"
        guard let bytes = memoryLimit else {
            if settle(swap), subject.given.value(of: swap) != nil {
                report(swap, "is a limit on memory and swap together: give linux.resources.memory.limit too")
            }
            return
        }
        if bytes.integer == 0 { report(limit, "must be more than 0") }
        if !settle(swap, else: bytes) {
            set(swap, bytes, because: "the memory limit is one on memory and swap together")
        } else if let most = subject.given.value(of: swap)?.integer, most < bytes.integer ?? 0 {
            report(swap, "is \(most), less than the memory limit of \(bytes.integer ?? 0)")
        }
    }

    private var memoryLimit: JSONValue? {
        let limit = "linux.resources.memory.limit"
        return subject.given[limit] == nil
            ? subject.given.value(of: "orchestrator.resources.memory.limit") : subject.given.value(of: limit)
    }

    /// What the operator says that it needs is kept for it; the default's need is none that anyone stated.
    private mutating func addReservation() {
        let (path, request) = ("linux.resources.memory.reservation", "orchestrator.resources.memory.request")
        let isGiven = subject.given.strongest(of: request)?.isNode == true
        let asked = isGiven ? subject.given.value(of: request) : nil
        if !settle(path, else: asked), let asked {
            set(path, asked, because: "orchestrator.resources.memory.request is given")
        } else if let kept = subject.given.value(of: path)?.integer, let limit = memoryLimit?.integer, kept > limit {
            report(path, "is \(kept), more than the memory limit of \(limit)")
        }
    }

    private mutating func addProcessors() {
        let quota = "linux.resources.cpu.quota"
        let asked = number("orchestrator.resources.cpu.limit").map { processors in
            JSONValue.integer(Int64((processors * Double(Self.period)).rounded()))
        }
        if !settle(quota, else: asked), let asked {
            set(quota, asked, because: "orchestrator.resources.cpu.limit is given")
        }
        if subject.given.value(of: quota) != nil || number("orchestrator.resources.cpu.limit") != nil {
            set("linux.resources.cpu.period", .integer(Self.period), because: "there is a quota")
        }
        let request = number("orchestrator.resources.cpu.request")
        let shares = request.map { JSONValue.integer(min(262_144, max(2, Int64(($0 * 1024).rounded())))) }
        if !settle("linux.resources.cpu.shares", else: shares), let request {
            set("linux.resources.cpu.shares", shares, because: "orchestrator.resources.cpu.request is \(request)")
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
