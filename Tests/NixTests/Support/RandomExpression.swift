import TestRandom

/// A Nix expression of a derivation that needs two others, one with two outputs and one with a fixed hash.
struct RandomExpression {
    let text: String

    init(seed: UInt64) {
        var random = SplitMix(state: seed)
        func variables() -> String {
            (0..<Int.random(in: 1..<6, using: &random)).map { place in
                let pieces = ["a", "\\n", "\\t", "\\r", "\\\\", "\\\"", "é", "'", " ", "''", "\\${x}"]
                let value = (0..<Int.random(in: 0..<12, using: &random)).compactMap { _ in
                    pieces.randomElement(using: &random)
                }
                return "v\(place) = \"\(value.joined())\";"
            }.joined(separator: " ")
        }
        text = """
            let
              common = { system = "x86_64-linux"; builder = "/bin/sh"; };
              two = derivation (common // { name = "two"; outputs = [ "out" "dev" ]; \(variables()) });
              fixed = derivation (common // {
                name = "fixed-\(seed)"; outputHashMode = "\(seed.isMultiple(of: 2) ? "flat" : "recursive")";
                outputHashAlgo = "\(["md5", "sha1", "sha256", "sha512"][Int(seed % 4)])";
                outputHash = builtins.hashString "\(["md5", "sha1", "sha256", "sha512"][Int(seed % 4)])" "\(seed)";
                \(variables())
              });
            in derivation (common // {
              name = "top"; args = [ "-c" "${two.dev}" fixed (builtins.toFile "plain" "\(seed)") ]; out2 = two;
              \(variables())
            })

            """
    }
}
