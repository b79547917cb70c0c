import Testing

@testable import Relay

@Suite("What HAProxy says of its servers") struct BalancerStatesTests {
    @Test("states, addresses and ports are read")
    func states() {
        let text = """
            1
            # be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_port
            3 shop:80 1 shop-1 10.0.0.2 2 0 1 8080
            3 shop:80 2 shop-2 10.0.0.3 0 8 1 8080
            3 shop:80 3 shop-3 10.0.0.4 0 1 1 8080
            3 shop:80 4 shop-4 10.0.0.5 0 5 1 8080
            3 shop:80 5 shop-5 10.0.0.6 0 4 1 8080
            5 stock:81 1 stock-1 10.0.0.9 0 33 1 80
            """
        let servers = BalancerStates(text).servers
        #expect(
            servers["shop:80"]?.map(\.state) == [.ready, .draining, .maintenance, .maintenance, .ready])
        #expect(
            servers["stock:81"] == [.init(name: "stock-1", address: "10.0.0.9", port: 80, state: .maintenance)])
    }

    @Test("what is of another form is nothing", arguments: ["", "1\n", "Unknown command", "1\n# be_name\nshop:80\n"])
    func others(text: String) {
        #expect(BalancerStates(text).servers.isEmpty)
    }
}
