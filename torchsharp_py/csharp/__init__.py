"""Commands that bring an installed package into C# projects and to machines without Python."""
