/// The states of HAProxy's servers, as it tells them (management guide, "show servers state").
struct BalancerStates: Sendable {
    /// The servers of each backend.
    let servers: [String: [BalancerConfiguration.Server]]

    /// Reads the answer: a line with the format's version, one of titles, and one for each server. What isn't of that
    /// form is left out.
    init(_ text: String) {
        let lines = text.split(separator: "\n")
        guard let titleLine = lines.first(where: { $0.hasPrefix("# ") }) else {
            servers = [:]
            return
        }
        let titles = titleLine.dropFirst(2).split(separator: " ").map(String.init)
        servers = lines.drop { $0 != titleLine }.dropFirst().reduce(into: [:]) { servers, line in
            let cells = line.split(separator: " ").map(String.init)
            let row = Dictionary(zip(titles, cells), uniquingKeysWith: { first, _ in first })
            guard let backend = row["be_name"], let server = BalancerConfiguration.Server(row) else { return }
            servers[backend, default: []].append(server)
        }
    }
}

extension BalancerConfiguration.Server {
    fileprivate init?(_ row: [String: String]) {
        guard let name = row["srv_name"], let address = row["srv_addr"],
            let port = row["srv_port"].flatMap({ UInt16($0) }),
            let admin = row["srv_admin_state"].flatMap({ Int($0) })
        else { return nil }
        // Bits: maintenance that was asked for, is inherited, or for want of a name's address; draining, the same.
        let state: State = admin & 0x63 != 0 ? .maintenance : admin & 0x18 != 0 ? .draining : .ready
        self.init(name: name, address: address, port: port, state: state)
    }
}
