import Testing

@testable import OCI

@Suite("Digests")
struct DigestTests {
    private static let hex = String(repeating: "0a", count: 32)

    @Test(
        "what the grammar allows is taken as it is",
        arguments: [
            "sha256:\(hex)", "sha512:\(hex)\(hex)", "sha256+b64:AZ_9=-", "multihash+base58:QmRZxt", "a.b_c-d:x",
        ])
    func taken(text: String) {
        #expect(Digest(text)?.description == text)
    }

    @Test(
        "anything else is none",
        arguments: [
            "", "sha256", "sha256:", ":\(hex)", "sha256:\(hex.uppercased())", "sha256:\(hex)0",
            "sha256:\(hex.dropLast())",
            "sha512:\(hex)", "SHA256:\(hex)", "sha256+:x", "+a:x", "a++b:x", "a:x/y", "a:../x",
            "sha256:\(hex.dropLast())g",
        ])
    func refused(text: String) {
        #expect(Digest(text) == nil)
    }
}
