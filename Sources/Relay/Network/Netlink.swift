import Foundation
import Glibc

/// The few requests to the kernel about network interfaces and addresses that Relay makes itself (rtnetlink(7)).
enum Netlink {
    /// Makes a bridge, and gives it an alias.
    ///
    /// - Throws: ``RelayError/system(action:reason:)``; a bridge that is there already is no error.
    static func makeBridge(_ name: String, alias: String) throws(RelayError) {
        var message = Message(type: 16, flags: 0x4 | 0x200 | 0x400, index: 0)  // RTM_NEWLINK, ACK, EXCL, CREATE
        message.attribute(3, Array(name.utf8) + [0])  // IFLA_IFNAME
        var kind = Message.Attributes()
        kind.append(1, Array("bridge".utf8) + [0])  // IFLA_INFO_KIND
        message.attribute(18, kind.bytes)  // IFLA_LINKINFO
        try send(message, action: "make the bridge \(name)", ignoring: EEXIST)
        // The kernel takes no alias in the request that makes a link (rtnl_create_link leaves it out).
        let path = "/sys/class/net/\(name)/ifalias"
        let file = open(path, O_WRONLY | O_CLOEXEC)
        let written = file < 0 ? -1 : write(file, alias, alias.utf8.count)
        let code = errno
        if file >= 0 { close(file) }
        guard written == alias.utf8.count else {
            throw .system(
                action: "name the bridge \(name)", reason: "can't write \(path): \(String(cString: strerror(code)))")
        }
    }

    /// Removes an interface; one that is gone is no error.
    ///
    /// - Throws: ``RelayError/system(action:reason:)``.
    static func removeLink(index: Int32) throws(RelayError) {
        let message = Message(type: 17, flags: 0x4, index: index)  // RTM_DELLINK, ACK
        try send(message, action: "remove the interface \(index)", ignoring: ENODEV)
    }

    /// Gives an interface an address besides those that it has; one that it has already is no error.
    ///
    /// - Throws: ``RelayError/system(action:reason:)``.
    static func addAddress(_ address: IPv4Address, toLink index: Int32) throws(RelayError) {
        let message = about(address, ofLink: index, type: 20, flags: 0x4 | 0x200 | 0x400)  // RTM_NEWADDR
        try send(message, action: "give the interface \(index) the address \(address)", ignoring: EEXIST)
    }

    /// Takes such an address away; one that is gone is no error.
    ///
    /// - Throws: ``RelayError/system(action:reason:)``.
    static func removeAddress(_ address: IPv4Address, fromLink index: Int32) throws(RelayError) {
        let message = about(address, ofLink: index, type: 21, flags: 0x4)  // RTM_DELADDR
        try send(
            message, action: "take the address \(address) from the interface \(index)", ignoring: EADDRNOTAVAIL)
    }

    private static func about(_ address: IPv4Address, ofLink index: Int32, type: UInt16, flags: UInt16) -> Message {
        let own: [UInt8] = [UInt8(AF_INET), 32, 0, 0]  // family, prefix, flags, scope (ifaddrmsg)
        var message = Message(type: type, flags: flags, body: own + bytes(index))
        let number = bytes(address.value.bigEndian)
        message.attribute(2, number)  // IFA_LOCAL
        message.attribute(1, number)  // IFA_ADDRESS
        return message
    }

    private static func send(_ message: Message, action: String, ignoring ignored: Int32) throws(RelayError) {
        let code = exchange(message.bytes)
        guard code == 0 || code == ignored else {
            throw .system(action: action, reason: String(cString: strerror(code)))
        }
    }

    /// Sends a request and returns the error number of the kernel's acknowledgement.
    private static func exchange(_ bytes: [UInt8]) -> Int32 {
        let socket = Glibc.socket(AF_NETLINK, Int32(SOCK_RAW.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { return errno }
        defer { close(socket) }
        guard Glibc.send(socket, bytes, bytes.count, 0) == bytes.count else { return errno }
        var answer = [UInt8](repeating: 0, count: 4096)
        let count = recv(socket, &answer, answer.count, 0)
        guard count >= 0 else { return errno }
        guard count >= 20 else { return EPROTO }
        // nlmsghdr is 16 bytes; an NLMSG_ERROR's payload begins with the negated error number.
        return answer.withUnsafeBytes {
            $0.load(fromByteOffset: 4, as: UInt16.self) == 2
                ? -$0.load(fromByteOffset: 16, as: Int32.self) : EPROTO
        }
    }
}

extension Netlink {
    /// A request: header, what it is about, attributes.
    struct Message {
        struct Attributes {
            private(set) var bytes: [UInt8] = []

            mutating func append(_ type: UInt16, _ value: [UInt8]) {
                bytes += Netlink.bytes(UInt16(4 + value.count)) + Netlink.bytes(type) + value
                while bytes.count % 4 != 0 { bytes.append(0) }
            }
        }

        let type: UInt16
        let flags: UInt16
        let body: [UInt8]
        private var attributes = Attributes()

        init(type: UInt16, flags: UInt16, body: [UInt8]) {
            self.type = type
            self.flags = flags | 0x1  // NLM_F_REQUEST
            self.body = body
        }

        /// About an interface (`ifinfomsg`).
        init(type: UInt16, flags: UInt16, index: Int32) {
            let body = [UInt8](repeating: 0, count: 4) + Netlink.bytes(index) + [UInt8](repeating: 0, count: 8)
            self.init(type: type, flags: flags, body: body)
        }

        mutating func attribute(_ type: UInt16, _ value: [UInt8]) { attributes.append(type, value) }

        var bytes: [UInt8] {
            let content = body + attributes.bytes
            return Netlink.bytes(UInt32(16 + content.count)) + Netlink.bytes(type) + Netlink.bytes(flags)
                + [UInt8](repeating: 0, count: 8) + content
        }
    }

    /// A number as the host lays it out, which is netlink's order.
    fileprivate static func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value) { Array($0) }
    }
}
