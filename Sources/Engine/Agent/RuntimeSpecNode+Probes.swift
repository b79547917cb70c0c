import ConfigurationGraph
import OCI
import Overwatch

extension RuntimeSpecNode {
    /// What its instances are asked.
    var probes: [HealthState.Question: Probe] {
        HealthState.Question.allCases.reduce(into: [:]) { $0[$1] = probe($1) }
    }

    private func probe(_ question: HealthState.Question) -> Probe? {
        func value(_ name: String) -> JSONValue? { parameters["overwatch.\(question.rawValue).\(name)"] }
        func number(_ name: String) -> Double? { value(name)?.seconds }
        let port = UInt16(clamping: value("port")?.integer ?? 80)
        let kind: Probe.Kind
        switch value("type")?.string {
        case "http": kind = .http(port: port, path: value("path")?.string ?? "/")
        case "tcp": kind = .tcp(port: port)
        case "exec":
            let command = value("command")?.array ?? []
            kind = .exec(command: command.compactMap(\.string))
        default: return nil
        }
        return Probe(
            kind, initialDelay: number("initialDelay") ?? 0, interval: number("interval") ?? 10,
            timeout: number("timeout") ?? 1, successThreshold: Int(number("successThreshold") ?? 1),
            failureThreshold: Int(number("failureThreshold") ?? 3))
    }
}
