/// Who has a port of the host.
public enum PortHolder: Hashable, Sendable {
    /// An instance of this state directory.
    case instance(String)
    /// A port mapping of another network on this host, as the firewall's rule names it.
    case mapping(network: String, container: String)
    /// A process that listens; nil where /proc doesn't tell which.
    case process(id: Int32?, name: String?)
}

extension PortHolder: CustomStringConvertible {
    public var description: String {
        switch self {
        case .instance(let name): "the instance \(name)"
        case .mapping(let network, let container): "\(container) of the network \(network)"
        case .process(.some(let id), let name): "\(name ?? "a process") (pid \(id))"
        case .process(.none, _): "another process"
        }
    }
}
