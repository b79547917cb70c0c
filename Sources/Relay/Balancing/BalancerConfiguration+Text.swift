extension BalancerConfiguration {
    /// The configuration as HAProxy 2.6 and later read it.
    ///
    /// A request that reached no instance goes to the next one, whatever it is. One that an instance took and didn't
    /// answer is tried again only if that can't do harm: its method must be safe (RFC 9110, section 9.2.1).
    ///
    /// - Parameter log: where each request is told of; nil for nowhere.
    func text(in folder: BalancerFolder, log: TrafficLog.Target?) -> String {
        let head = """
            # Written by emergence, which changes it as instances come and go.
            global
                stats socket \(folder.commands) mode 600 level admin expose-fd listeners
                \(log.map { "log 127.0.0.1:\($0.port) len 1024 format raw local0 info" } ?? "# no log")
                fd-hard-limit 65536
                hard-stop-after 60s

            defaults
                mode http
                log global
                timeout connect 1s
                timeout client 60s
                timeout http-request 60s
                option redispatch 1
                retry-on conn-failure empty-response

            """
        return head + services.map { $0.text(log: log) }.joined()
    }
}

extension BalancerConfiguration.Service {
    fileprivate func text(log: TrafficLog.Target?) -> String {
        let format = log.map { "\n    log-format \"\(RequestRecord.format(word: $0.word))\"" } ?? ""
        let lines =
            [
                "balance \(balance)", "timeout server \(Int((timeout * 1000).rounded()))ms",
                // The last try is the one that goes to another instance.
                "retries \(retries + 3)",
                "http-request disable-l7-retry unless { method GET HEAD OPTIONS }",
            ] + (followsClient ? ["hash-type consistent"] : []) + servers.map(\.text)
        return """

            frontend \(name)
                bind \(address ?? "0.0.0.0"):\(hostPort)\(takesProxyProtocol ? " accept-proxy" : "")\(format)
                default_backend \(name)

            backend \(name)

            """ + lines.map { "    \($0)\n" }.joined()
    }

    private var balance: String {
        if followsClient { return "source" }
        return switch policy {
        case .roundRobin: "roundrobin"
        case .leastRequests: "leastconn"
        }
    }
}

extension BalancerConfiguration.Server {
    fileprivate var text: String {
        // What drains has its requests in the process before, so in a new one there is nothing to be drained.
        "server \(name) \(address):\(port)\(state == .ready ? "" : " disabled")"
    }
}
