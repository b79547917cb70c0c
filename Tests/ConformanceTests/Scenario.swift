import ConfigurationGraph
import OCI

/// One container in which several parameters are looked at together.
struct Scenario: Sendable {
    /// What is particular about it, as a title.
    let title: String
    var image = ImageConfiguration.Execution()
    var user = ImageUser()
    /// A state volume's destination.
    var volume: String?
    var debug = false
    let checks: [Check]

    init(_ title: String, _ checks: [Check], _ change: (inout Scenario) -> Void = { _ in }) {
        self.title = title
        self.checks = checks
        change(&self)
    }

    /// Its instance's name.
    var instance: String { title.lowercased().map { $0.isLetter ? String($0) : "-" }.joined() }
}
